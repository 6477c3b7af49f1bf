package dev.fulcrum.policy;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Proposal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.drools.model.Condition;
import org.drools.model.Consequence;
import org.drools.model.Constraint;
import org.drools.model.DSL;
import org.drools.model.Index;
import org.drools.model.Variable;
import org.drools.model.consequences.ConsequenceImpl;
import org.drools.model.constraints.MultipleConstraints;
import org.drools.model.impl.ModelImpl;
import org.drools.model.impl.RuleImpl;
import org.drools.model.index.AlphaIndexImpl;
import org.drools.model.patterns.CompositePatterns;
import org.drools.model.patterns.ExistentialPatternImpl;
import org.drools.model.patterns.PatternImpl;
import org.drools.modelcompiler.KieBaseBuilder;

/**
 * Makes a knowledge base of rules that were read: Drools' executable model, put together from what {@link RuleReader} let pass.
 *
 * <p>Nothing is generated or compiled, neither now nor after some number of evaluations: what the examples of a bundle try is what runs.
 * Every condition of a rule stands alone in the network and enters the {@link Run} first, so that it can be left out, its work is counted,
 * and what it throws is its rule's. Only comparisons of a field with a text are shared, for hashing.
 */
final class RuleCompiler {
    private static final String PACKAGE = "rules";
    private static final int FIELDS_OF_A_FACT = 64;

    private final Map<String, Integer> names = new HashMap<>();
    private final ModelImpl model = new ModelImpl();

    private RuleCompiler() {}

    /** @param rules in any order; none twice */
    static RuleBase compile(List<ReadRule> rules) {
        RuleCompiler compiler = new RuleCompiler();
        for (int i = 0; i < rules.size(); i++) {
            ReadRule rule = rules.get(i);
            for (int branch = 0; branch < rule.branches().size(); branch++) {
                compiler.add(rule, i, branch);
            }
        }
        return new RuleBase(
                KieBaseBuilder.createKieBaseFromModel(compiler.model),
                rules.stream().map(ReadRule::id).toList(),
                rules.stream()
                        .map(rule -> rule.need()
                                .map(need -> Opening.of(List.of(need)))
                                .orElse(Opening.ALWAYS))
                        .toList(),
                compiler.names);
    }

    private void add(ReadRule rule, int index, int number) {
        ReadRule.Branch branch = rule.branches().get(number);
        String name = number == 0 ? rule.id() : rule.id() + "#" + number;
        names.put(name, index);
        Conditions conditions = new Conditions(name, index);
        List<Condition> items = conditions.of(branch.plans(), new ArrayList<>());
        Variable<?>[] read = conditions.variables(branch.slots());
        Consequence consequence =
                new ConsequenceImpl(handed -> propose(index, branch.insertions(), handed), read, false, false, "java");
        Set<Variable<?>> used = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
        used.addAll(List.of(read));
        CompositePatterns view = new CompositePatterns(
                Condition.Type.AND, items, used, Map.of(RuleImpl.DEFAULT_CONSEQUENCE_NAME, consequence));
        model.addRule(new RuleImpl(PACKAGE, name, null, view));
    }

    private static void propose(int rule, List<ReadRule.Insertion> insertions, Object[] handed) {
        Run run = Run.current();
        Object[] facts = new Object[handed.length + 1];
        System.arraycopy(handed, 0, facts, 1, handed.length);
        try {
            for (int i = 0; i < insertions.size(); i++) {
                run.work(1);
                Object made = insertions.get(i).make(facts);
                if (made instanceof Proposal proposal) {
                    run.propose(rule, proposal);
                } else if (made instanceof Finding finding) {
                    run.infer(finding);
                }
            }
        } catch (Halt halt) {
            throw halt;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            run.consequenceBroke(rule, e);
        }
    }

    /** The conditions of one alternative of a rule. */
    private static final class Conditions {
        private final String name;
        private final int rule;
        private final Map<Integer, Variable<?>> bySlot = new HashMap<>();

        Conditions(String name, int rule) {
            this.name = name;
            this.rule = rule;
        }

        Variable<?>[] variables(List<Integer> slots) {
            return slots.stream().map(bySlot::get).toArray(Variable[]::new);
        }

        /** @param before slots of the patterns whose facts are combined so far, to which those of these plans are added */
        List<Condition> of(List<Plan> plans, List<Integer> before) {
            List<Condition> conditions = new ArrayList<>();
            for (Plan plan : plans) {
                if (plan instanceof Plan.Pattern pattern) {
                    conditions.add(pattern(pattern, before));
                    before.add(pattern.slot());
                } else if (plan instanceof Plan.Group group) {
                    List<Condition> inside = of(group.plans(), new ArrayList<>(before));
                    conditions.add(new ExistentialPatternImpl(
                            inside.size() == 1 ? inside.get(0) : new CompositePatterns(Condition.Type.AND, inside),
                            group.negated() ? Condition.Type.NOT : Condition.Type.EXISTS));
                }
            }
            return conditions;
        }

        private Condition pattern(Plan.Pattern plan, List<Integer> before) {
            Variable<Object> variable = declare(plan);
            bySlot.put(plan.slot(), variable);
            List<Constraint> constraints = new ArrayList<>();
            for (Asked.Equal equal : plan.equal()) {
                constraints.add(equal(plan.type(), variable, equal));
            }
            constraints.add(new Check(name + " " + plan.slot(), rule, plan.own(), false, variable));
            List<Integer> others = plan.others();
            boolean joins = !plan.joined().isEmpty();
            if (!joins && !before.isEmpty()) {
                others = List.of(before.get(before.size() - 1));
            }
            if (joins || !before.isEmpty()) {
                Variable<?>[] all = new Variable<?>[others.size() + 1];
                all[0] = variable;
                System.arraycopy(variables(others), 0, all, 1, others.size());
                constraints.add(new Check(name + " " + plan.slot() + " joined", rule, plan.joined(), true, all));
            }
            return new PatternImpl<>(variable, new MultipleConstraints(constraints));
        }

        @SuppressWarnings("unchecked")
        private Variable<Object> declare(Plan.Pattern plan) {
            return (Variable<Object>) DSL.declarationOf((Class<?>) plan.type(), "v" + plan.slot());
        }

        private static Constraint equal(Class<?> type, Variable<Object> variable, Asked.Equal equal) {
            FactFields.Field field = equal.field();
            String value = equal.value();
            Equality equality = new Equality(
                    type.getSimpleName() + "." + field.name() + " == " + value,
                    fact -> value.equals(field.reader().apply(fact)),
                    variable);
            equality.setIndex(new AlphaIndexImpl<>(
                    String.class,
                    Index.ConstraintType.EQUAL,
                    Math.floorMod(type.getSimpleName().hashCode(), 1 << 20) * FIELDS_OF_A_FACT + field.number(),
                    fact -> (String) field.reader().apply(fact),
                    value));
            return equality;
        }
    }
}
