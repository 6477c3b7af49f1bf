package dev.fulcrum.policy;

import dev.fulcrum.model.AcceptedPrice;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Risk;
import dev.fulcrum.model.RiskRegister;
import dev.fulcrum.model.RuleContract;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drools.drl.ast.descr.AnnotationDescr;

/** Reads a rule's contract from its annotations and holds it against the risk register. */
final class ContractLint {
    private static final Set<String> KNOWN =
            Set.of("owner", "lowers", "raises", "accepts", "because", "review", "infers");
    private final RiskRegister register;
    private final LocalDate today;
    private final Problems problems;

    ContractLint(RiskRegister register, LocalDate today, Problems problems) {
        this.register = register;
        this.today = today;
        this.problems = problems;
    }

    /** The contract; empty when the rule does not even name a phase. What is wrong becomes a problem. */
    Optional<RuleContract> read(RuleText rule) {
        Optional<Phase> phase = phase(rule);
        annotations(rule);
        String because = value(rule, "because");
        List<String> infers = list(value(rule, "infers"));
        boolean inferring = rule.descr().hasAnnotation("infers");
        String owner = required(rule, "owner", "name the team or person who answers for the rule");
        List<String> lowers = inferring ? List.of() : lowers(rule);
        List<String> raises = inferring ? List.of() : raises(rule, because);
        List<AcceptedPrice> accepts = accepts(rule, raises);
        if (inferring) {
            inferring(rule, infers, because);
        }
        Optional<LocalDate> review = review(rule);
        return phase.map(it -> new RuleContract(
                rule.id(), it, owner, lowers, raises, accepts, because, review, infers, rule.file(), rule.line()));
    }

    private Optional<Phase> phase(RuleText rule) {
        Optional<Phase> phase = Phase.ofRule(rule.id());
        if (phase.isEmpty()) {
            problem(
                    rule,
                    rule.line(),
                    "the name does not begin with a phase",
                    "call it request/…, failure/… or response/…");
        } else if (!rule.file().startsWith(phase.get().id() + "/")) {
            problem(
                    rule,
                    rule.line(),
                    "the rule belongs to the phase " + phase.get().id() + " but stands in " + rule.file(),
                    "move it to a file below " + phase.get().id() + "/");
        } else if (!rule.id().matches("(?s)[a-z]+/[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*")) {
            problem(rule, rule.line(), "the name has other characters than letters, digits and - _ .", "rename it");
        }
        return phase;
    }

    private void annotations(RuleText rule) {
        for (AnnotationDescr annotation : rule.descr().getAnnotations()) {
            int line = line(rule, annotation);
            if (annotation.isDuplicated()) {
                problem(rule, line, "@" + annotation.getName() + " stands twice", "leave one of them");
            }
            if (!KNOWN.contains(annotation.getName())) {
                problem(
                        rule,
                        line,
                        "@" + annotation.getName() + " is not part of a rule's contract",
                        "known are @owner, @lowers, @raises, @accepts, @because, @review and @infers");
            } else if (!(annotation.getSingleValue() instanceof String text)
                    || !text.strip().startsWith("\"")) {
                problem(
                        rule,
                        line,
                        "@" + annotation.getName() + " needs one text in double quotes",
                        "write @" + annotation.getName() + "( \"…\" )");
            }
        }
    }

    private List<String> lowers(RuleText rule) {
        List<String> ids =
                list(required(rule, "lowers", "name the risk that the rule lowers, by its id in risks.yaml"));
        ids.forEach(id -> risk(rule, "lowers", id, Risk.Side.HARM));
        return ids;
    }

    private List<String> raises(RuleText rule, String because) {
        List<String> ids =
                list(required(rule, "raises", "name the price, or write @raises( \"none\" ) and say why in @because"));
        if (ids.equals(List.of("none"))) {
            if (because.isBlank()) {
                problem(
                        rule,
                        line(rule, "raises"),
                        "@raises( \"none\" ) needs @because",
                        "say why this rule costs nobody anything");
            }
            return List.of();
        }
        ids.forEach(id -> risk(rule, "raises", id, Risk.Side.PRICE));
        return ids;
    }

    private void risk(RuleText rule, String annotation, String id, Risk.Side side) {
        Optional<Risk> risk = register.find(id);
        if (risk.isEmpty()) {
            problem(
                    rule,
                    line(rule, annotation),
                    "@" + annotation + " names `" + id + "`, which is not in the risk register",
                    Nearest.to(id, ids(rule, side))
                            .map(it -> "did you mean `" + it + "`?")
                            .orElse("add it to risks.yaml or name one of " + String.join(", ", ids(rule, side))));
        } else if (risk.get().side() != side && !tradesEitherWay(rule)) {
            problem(
                    rule,
                    line(rule, annotation),
                    "@" + annotation + " names `" + id + "`, which is a " + (side == Risk.Side.HARM ? "price" : "harm"),
                    "rules lower harms and raise prices; only rules of the failure phase may trade the other way round");
        }
    }

    /** Whether a rule may lower a price at the risk of harm, as one does that goes round a refusal. */
    private static boolean tradesEitherWay(RuleText rule) {
        return Phase.ofRule(rule.id()).equals(Optional.of(Phase.FAILURE));
    }

    private List<String> ids(RuleText rule, Risk.Side side) {
        return register.all().stream()
                .filter(it -> it.side() == side || tradesEitherWay(rule))
                .map(Risk::id)
                .toList();
    }

    private List<AcceptedPrice> accepts(RuleText rule, List<String> raises) {
        List<AcceptedPrice> accepted = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String text : list(value(rule, "accepts"))) {
            int line = line(rule, "accepts");
            Optional<AcceptedPrice> price = PriceGrammar.parse(text);
            if (price.isEmpty()) {
                problem(rule, line, "@accepts `" + text + "` is not a limit", PriceGrammar.EXPECTED);
            } else if (!raises.contains(price.get().price())) {
                problem(
                        rule,
                        line,
                        "@accepts limits `" + price.get().price() + "`, which @raises does not name",
                        "name it in @raises or drop the limit");
            } else if (!price.get().unit().equals(PriceGrammar.SHARE)
                    && isHarm(price.get().price())) {
                problem(
                        rule,
                        line,
                        "@accepts `" + text + "` limits a harm, which has no other measure than a share",
                        "write a share of exchanges, such as `" + price.get().price() + " <= 1% over 7d`");
            } else if (!seen.add(price.get().price() + price.get().window())) {
                problem(rule, line, "@accepts limits `" + price.get().price() + "` twice", "leave one of them");
            } else {
                accepted.add(price.get());
            }
        }
        return accepted;
    }

    private boolean isHarm(String id) {
        return register.find(id).filter(risk -> risk.side() == Risk.Side.HARM).isPresent();
    }

    private void inferring(RuleText rule, List<String> infers, String because) {
        if (infers.isEmpty()) {
            problem(rule, line(rule, "infers"), "@infers names no kind", "name the kinds of findings it infers");
        }
        if (because.isBlank()) {
            problem(rule, rule.line(), "a rule that infers needs @because", "say what the inference rests on");
        }
        for (String annotation : List.of("lowers", "raises", "accepts")) {
            if (rule.descr().hasAnnotation(annotation)) {
                problem(
                        rule,
                        line(rule, annotation),
                        "a rule that infers makes no trade, so it has no @" + annotation,
                        "move it to the rule that proposes");
            }
        }
    }

    private Optional<LocalDate> review(RuleText rule) {
        String text = value(rule, "review");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.isBefore(today)) {
                problems.warning(
                        rule.file(),
                        line(rule, "review"),
                        rule.id(),
                        "its review was due on " + date,
                        "look at the rule and its balance again, then set a new date");
            }
            return Optional.of(date);
        } catch (DateTimeParseException e) {
            problem(rule, line(rule, "review"), "@review `" + text + "` is not a day", "write it as 2027-06-30");
            return Optional.empty();
        }
    }

    private String required(RuleText rule, String annotation, String mend) {
        String value = value(rule, annotation);
        if (value.isBlank()) {
            problem(rule, line(rule, annotation), "@" + annotation + " is missing", mend);
        }
        return value;
    }

    private static String value(RuleText rule, String annotation) {
        AnnotationDescr descr = rule.descr().getAnnotation(annotation);
        if (descr == null || !(descr.getSingleValue() instanceof String text)) {
            return "";
        }
        return AnnotationDescr.unquote(text.strip()).strip();
    }

    private static List<String> list(String value) {
        List<String> items = new ArrayList<>();
        for (String item : value.split("[,，]", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items;
    }

    private static int line(RuleText rule, String annotation) {
        AnnotationDescr descr = rule.descr().getAnnotation(annotation);
        return descr == null ? rule.line() : line(rule, descr);
    }

    private static int line(RuleText rule, AnnotationDescr annotation) {
        return annotation.getLine() > 0 ? annotation.getLine() : rule.line();
    }

    private void problem(RuleText rule, int line, String what, String mend) {
        problems.error(rule.file(), line, rule.id(), what, mend);
    }
}
