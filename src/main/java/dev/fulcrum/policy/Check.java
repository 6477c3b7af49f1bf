package dev.fulcrum.policy;

import java.util.List;
import org.drools.model.Constraint;
import org.drools.model.Variable;
import org.drools.model.constraints.AbstractSingleConstraint;
import org.drools.model.functions.Predicate1;
import org.drools.model.functions.Predicate2;
import org.drools.model.functions.Predicate3;
import org.drools.model.functions.Predicate4;
import org.drools.model.functions.Predicate5;
import org.drools.model.functions.PredicateInformation;
import org.drools.model.functions.PredicateN;
import org.drools.model.impl.ModelComponent;

/** All that a pattern of one rule asks of its fact, or of its fact together with others, in the form that the rule engine calls. */
final class Check extends AbstractSingleConstraint {
    private final int rule;
    private final Asked.Holds[] asked;
    private final boolean combines;
    private final Variable<?>[] variables;

    /**
     * @param id that no other check has, so that the rule engine shares none
     * @param rule the rule's place in its base
     * @param combines whether it is asked about combinations of facts, which are counted then
     */
    Check(String id, int rule, List<Asked.Holds> asked, boolean combines, Variable<?>... variables) {
        super(id, PredicateInformation.EMPTY_PREDICATE_INFORMATION);
        this.rule = rule;
        this.asked = asked.toArray(Asked.Holds[]::new);
        this.combines = combines;
        this.variables = variables.clone();
    }

    private boolean test(Object... facts) {
        Run run = Run.current();
        if (!run.enter(rule)) {
            return false;
        }
        try {
            run.work(1);
            for (Asked.Holds one : asked) {
                if (!one.of(facts)) {
                    return false;
                }
            }
            if (combines) {
                run.combined();
            }
            return true;
        } catch (Halt halt) {
            throw halt;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw run.broke(rule, e);
        }
    }

    @Override
    public Variable<?>[] getVariables() {
        return variables;
    }

    @Override
    public PredicateN getPredicate() {
        return this::test;
    }

    @Override
    public Predicate1<?> getPredicate1() {
        return this::test;
    }

    @Override
    public Predicate2<?, ?> getPredicate2() {
        return this::test;
    }

    @Override
    public Predicate3<?, ?, ?> getPredicate3() {
        return this::test;
    }

    @Override
    public Predicate4<?, ?, ?, ?> getPredicate4() {
        return this::test;
    }

    @Override
    public Predicate5<?, ?, ?, ?, ?> getPredicate5() {
        return this::test;
    }

    @Override
    public Constraint negate() {
        throw new UnsupportedOperationException("conditions are negated before they are compiled");
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Constraint replaceVariable(Variable old, Variable replacement) {
        throw new UnsupportedOperationException("nothing of a check is replaced");
    }

    @Override
    public boolean isEqualTo(ModelComponent other) {
        return this == other;
    }
}
