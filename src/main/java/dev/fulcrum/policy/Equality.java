package dev.fulcrum.policy;

import java.util.function.Predicate;
import org.drools.model.Constraint;
import org.drools.model.Variable;
import org.drools.model.constraints.AbstractSingleConstraint;
import org.drools.model.functions.Predicate1;
import org.drools.model.functions.PredicateInformation;
import org.drools.model.functions.PredicateN;
import org.drools.model.impl.ModelComponent;

/** That a field of a fact is a certain text: what rules share in the rule engine's network, and what it looks up by hashing. */
final class Equality extends AbstractSingleConstraint {
    private final Predicate<Object> test;
    private final Variable<?> variable;

    /** @param id the same for equal comparisons, so that they are shared */
    Equality(String id, Predicate<Object> test, Variable<?> variable) {
        super(id, PredicateInformation.EMPTY_PREDICATE_INFORMATION);
        this.test = test;
        this.variable = variable;
    }

    @Override
    public Variable<?>[] getVariables() {
        return new Variable<?>[] {variable};
    }

    @Override
    public PredicateN getPredicate() {
        return facts -> test.test(facts[0]);
    }

    @Override
    public Predicate1<?> getPredicate1() {
        return test::test;
    }

    @Override
    public Constraint negate() {
        throw new UnsupportedOperationException("conditions are negated before they are compiled");
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Constraint replaceVariable(Variable old, Variable replacement) {
        throw new UnsupportedOperationException("nothing of an equality is replaced");
    }

    @Override
    public boolean isEqualTo(ModelComponent other) {
        return other instanceof Equality equality && equality.getExprId().equals(getExprId());
    }
}
