package dev.fulcrum.policy;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * Tells which rules of the response phase can be decided while an answer is still coming.
 *
 * <p>A rule can, if what it proposes on a beginning it also proposes on the whole: it reads the request's facts as it likes, and of the answer
 * only findings, of which more text can only bring more. A redaction must moreover not wait for a number of findings or a score, which a
 * later one might bring when the first has gone out.
 */
final class TimingLint {
    /** Facts that are the same however much of the answer has come. */
    private static final Set<String> OF_THE_REQUEST =
            Set.of("Exchange", "Conversation", "Message", "ToolResult", "Desk");

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"");
    private static final Pattern GROWING = Pattern.compile("\\b(score|count)\\s*>=?\\s*\\d+(\\.\\d+)?");
    private static final Pattern FIXED =
            Pattern.compile("(\\$\\w+\\s*:\\s*)?\\b(part(\\.(role|kind|index|latest))?|kind)\\b(\\s*(==|in)\\s*)?");
    private static final Pattern REST = Pattern.compile("[\\s,()&|]*");
    private static final Pattern REDACTS = Pattern.compile("\\bRedact\\s*\\.\\s*of\\b");
    private static final Pattern REPLACES = Pattern.compile("\\b(Handoff\\s*\\.\\s*to|Answer\\s*\\.\\s*with)\\b");
    private static final Pattern BLOCKS = Pattern.compile("\\bBlock\\s*\\.\\s*because\\b");

    private final Set<String> needWhole;

    /** @param needWhole kinds of findings of which nothing is certain before a text has ended, inferred ones among them */
    TimingLint(Set<String> needWhole) {
        this.needWhole = needWhole;
    }

    Timing timing(RuleText rule) {
        String consequence = STRING.matcher(rule.consequence()).replaceAll("\"\"");
        boolean redacts = REDACTS.matcher(consequence).find();
        boolean replaces = REPLACES.matcher(consequence).find();
        if (!redacts && !replaces && !BLOCKS.matcher(consequence).find()) {
            return Timing.AFTERWARDS;
        }
        return whole(rule).isPresent() ? Timing.WHOLE : Timing.WINDOW;
    }

    /** Whether a rule takes something out of an answer. */
    boolean redacts(RuleText rule) {
        return REDACTS.matcher(STRING.matcher(rule.consequence()).replaceAll("\"\""))
                .find();
    }

    /** Why a rule needs the whole answer, for its author; empty if it does not. */
    Optional<String> whole(RuleText rule) {
        String consequence = STRING.matcher(rule.consequence()).replaceAll("\"\"");
        if (REPLACES.matcher(consequence).find()) {
            return Optional.of("it puts something else in the answer's place");
        }
        return whole(rule.descr().getLhs(), REDACTS.matcher(consequence).find());
    }

    private Optional<String> whole(BaseDescr condition, boolean redacts) {
        if (condition instanceof PatternDescr pattern) {
            return whole(pattern, redacts);
        }
        if (!(condition instanceof ConditionalElementDescr element)) {
            return Optional.of("it reads more than patterns of facts");
        }
        boolean positive =
                condition instanceof AndDescr || condition instanceof OrDescr || condition instanceof ExistsDescr;
        if (!positive && !ofTheRequest(element)) {
            return Optional.of("it depends on what the answer does not hold");
        }
        return element.getDescrs().stream()
                .map(child -> whole((BaseDescr) child, redacts))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean ofTheRequest(ConditionalElementDescr element) {
        return element.getDescrs().stream()
                .allMatch(child -> child instanceof PatternDescr pattern
                        && pattern.getSource() == null
                        && OF_THE_REQUEST.contains(pattern.getObjectType()));
    }

    private Optional<String> whole(PatternDescr pattern, boolean redacts) {
        if (pattern.getSource() != null) {
            return Optional.of("it counts over facts");
        }
        if (OF_THE_REQUEST.contains(pattern.getObjectType())) {
            return Optional.empty();
        }
        if (!pattern.getObjectType().equals("Finding")) {
            return Optional.of("it reads " + pattern.getObjectType());
        }
        Optional<String> late = ConditionLint.kindsOf(pattern).stream()
                .filter(needWhole::contains)
                .sorted()
                .findFirst();
        if (late.isPresent()) {
            return Optional.of("`" + late.get() + "` shows only in the whole answer");
        }
        String constraints = STRING.matcher(ConditionLint.constraints(pattern)).replaceAll("");
        if (redacts && GROWING.matcher(constraints).find()) {
            return Optional.of(
                    "its redaction waits for a score or a count, which may come later than what is to be redacted");
        }
        String rest = FIXED.matcher(GROWING.matcher(constraints).replaceAll("")).replaceAll("");
        return REST.matcher(rest.replaceAll("true|false|\\$\\w+|\\b\\d+\\b", ""))
                        .matches()
                ? Optional.empty()
                : Optional.of("a condition on a finding may cease to hold as more comes");
    }
}
