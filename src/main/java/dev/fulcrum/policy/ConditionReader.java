package dev.fulcrum.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;

/** Reads the conditions of one rule: patterns of facts, and {@code and}, {@code or}, {@code not}, {@code exists}, {@code forall} around them. Not thread-safe. */
final class ConditionReader {
    /** Alternatives that a rule may have when every {@code or} is written out. */
    private static final int MOST_BRANCHES = 64;

    private final int line;
    private int slots;
    private int blamed;

    /** @param line of the rule */
    ConditionReader(int line) {
        this.line = line;
        this.blamed = line;
    }

    /** The line of what was read last. */
    int line() {
        return blamed;
    }

    /** A condition without {@code or}: a pattern, or a group of which there must or must not be facts. */
    private record Element(Optional<PatternDescr> pattern, boolean negated, boolean turned, List<Element> inner) {}

    /** The alternatives of a rule, each a list of what has to be fulfilled together. */
    List<List<Plan>> read(BaseDescr conditions, List<Scope> scopes) throws NotAllowed {
        List<List<Plan>> branches = new ArrayList<>();
        for (List<Element> elements : alternatives(conditions)) {
            Scope scope = new Scope();
            slots = 0;
            branches.add(plans(elements, scope));
            scopes.add(scope);
        }
        return branches;
    }

    private List<List<Element>> alternatives(BaseDescr condition) throws NotAllowed {
        blamed = condition.getLine() > 0 ? condition.getLine() : line;
        if (condition instanceof PatternDescr pattern) {
            return List.of(List.of(new Element(Optional.of(pattern), false, false, List.of())));
        } else if (condition instanceof AndDescr and) {
            return all(and.getDescrs());
        } else if (condition instanceof OrDescr or) {
            List<List<Element>> any = new ArrayList<>();
            for (Object child : or.getDescrs()) {
                any.addAll(alternatives((BaseDescr) child));
            }
            return bounded(any);
        } else if (condition instanceof ExistsDescr exists) {
            return List.of(List.of(some(all(exists.getDescrs()))));
        } else if (condition instanceof NotDescr not) {
            return List.of(none(all(not.getDescrs())));
        } else if (condition instanceof ForallDescr forall) {
            return List.of(List.of(forall(forall)));
        }
        throw new NotAllowed("such a condition is not allowed", "use patterns of facts, and, or, not, exists", 0);
    }

    /** At least one of the alternatives; not an alternative each, since it would fire as often as there are any. */
    private static Element some(List<List<Element>> alternatives) {
        return alternatives.size() == 1
                ? new Element(Optional.empty(), false, false, alternatives.get(0))
                : new Element(Optional.empty(), true, false, none(alternatives));
    }

    private static List<Element> none(List<List<Element>> alternatives) {
        return alternatives.stream()
                .map(it -> new Element(Optional.empty(), true, false, it))
                .toList();
    }

    private List<List<Element>> all(List<?> children) throws NotAllowed {
        List<List<Element>> together = List.of(List.of());
        for (Object child : children) {
            List<List<Element>> longer = new ArrayList<>();
            for (List<Element> end : alternatives((BaseDescr) child)) {
                for (List<Element> beginning : together) {
                    List<Element> joined = new ArrayList<>(beginning);
                    joined.addAll(end);
                    longer.add(joined);
                }
            }
            together = bounded(longer);
        }
        return together;
    }

    private static List<List<Element>> bounded(List<List<Element>> alternatives) throws NotAllowed {
        if (alternatives.size() > MOST_BRANCHES) {
            throw new NotAllowed("the rule has more than " + MOST_BRANCHES + " alternatives", "write several rules", 0);
        }
        return alternatives;
    }

    /** There is nothing of the first kind for which there is not all of the others. */
    private Element forall(ForallDescr forall) throws NotAllowed {
        List<?> children = forall.getDescrs();
        List<Element> inside = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            if (!(children.get(i) instanceof PatternDescr pattern)) {
                throw new NotAllowed("`forall` is of patterns", "write not( … not … )", 0);
            }
            inside.add(new Element(Optional.of(pattern), false, children.size() == 1, List.of()));
        }
        if (inside.size() > 1) {
            Element rest = new Element(Optional.empty(), true, false, List.copyOf(inside.subList(1, inside.size())));
            inside = List.of(inside.get(0), rest);
        }
        return new Element(Optional.empty(), true, false, inside);
    }

    private List<Plan> plans(List<Element> elements, Scope scope) throws NotAllowed {
        List<Plan> plans = new ArrayList<>();
        for (Element element : elements) {
            if (element.pattern().isPresent()) {
                plans.add(pattern(element.pattern().get(), element.turned(), scope));
            } else {
                plans.add(new Plan.Group(element.negated(), plans(element.inner(), scope.inner())));
            }
        }
        return plans;
    }

    /** @param turned whether a fact is looked for that is not as the pattern says */
    private Plan.Pattern pattern(PatternDescr pattern, boolean turned, Scope scope) throws NotAllowed {
        int slot = slots++;
        blamed = pattern.getLine() > 0 ? pattern.getLine() : line;
        refuseExtras(pattern);
        Class<?> type = FactFields.fact(pattern.getObjectType())
                .orElseThrow(() -> new NotAllowed(
                        "`" + pattern.getObjectType() + "` is not a fact that rules read",
                        "facts are " + String.join(", ", FactFields.facts()),
                        0));
        if (pattern.getIdentifier() != null && !pattern.getIdentifier().isEmpty()) {
            bind(pattern.getIdentifier(), new Scope.Bound(slot, type, fact -> fact), scope);
        }
        Outers outers = new Outers();
        List<Asked> constraints = new ArrayList<>();
        for (BaseDescr written : pattern.getDescrs()) {
            blamed = written.getLine() > 0 ? written.getLine() : blamed;
            if (!(written instanceof ExprConstraintDescr expression)
                    || expression.getType() != ExprConstraintDescr.Type.NAMED) {
                throw new NotAllowed("`" + written + "` is not allowed", "name the field, as in role == \"user\"", 0);
            }
            Tokens tokens = new Tokens(expression.getExpression());
            OperandReader operands = new OperandReader(tokens, scope, outers, Optional.of(type), slot);
            new ExpressionReader(tokens, operands).constraint().ifPresent(constraints::add);
        }
        return turned ? turned(slot, type, constraints, outers) : plain(slot, type, constraints, outers);
    }

    private static void bind(String name, Scope.Bound bound, Scope scope) throws NotAllowed {
        if (!name.startsWith("$")) {
            throw new NotAllowed("`" + name + "` is bound without $", "write $" + name + " : …", 0);
        }
        if (!scope.bind(name, bound)) {
            throw new NotAllowed("`" + name + "` is bound twice", "give one of them another name", 0);
        }
    }

    private static void refuseExtras(PatternDescr pattern) throws NotAllowed {
        if (pattern.getSource() != null) {
            throw new NotAllowed(
                    "`from`, `accumulate` and `collect` are not allowed",
                    "read facts as they are: a Finding has its count, a Conversation its turns",
                    0);
        }
        if (!pattern.getBehaviors().isEmpty()) {
            throw new NotAllowed("`over` is not allowed", "an exchange has no time windows", 0);
        }
        if (!pattern.getAnnotations().isEmpty()) {
            throw new NotAllowed("annotations inside conditions are not allowed", "leave them out", 0);
        }
        if (pattern.isQuery() || pattern.isUnification()) {
            throw new NotAllowed("queries and `:=` are not allowed", "write $f : Finding( … )", 0);
        }
    }

    private static Plan.Pattern plain(int slot, Class<?> type, List<Asked> constraints, Outers outers) {
        List<Asked.Equal> equal = new ArrayList<>();
        List<Asked.Holds> own = new ArrayList<>();
        List<Asked.Holds> joined = new ArrayList<>();
        for (Asked constraint : constraints) {
            if (constraint.equal().isPresent()) {
                equal.add(constraint.equal().get());
            } else {
                (constraint.joined() ? joined : own).add(constraint.holds());
            }
        }
        return new Plan.Pattern(slot, type, equal, own, joined, outers.slots());
    }

    private static Plan.Pattern turned(int slot, Class<?> type, List<Asked> constraints, Outers outers) {
        Asked.Holds none = facts -> {
            for (Asked constraint : constraints) {
                if (!constraint.holds().of(facts)) {
                    return true;
                }
            }
            return false;
        };
        boolean joined = constraints.stream().anyMatch(Asked::joined);
        return new Plan.Pattern(
                slot,
                type,
                List.of(),
                joined ? List.of() : List.of(none),
                joined ? List.of(none) : List.of(),
                outers.slots());
    }
}
