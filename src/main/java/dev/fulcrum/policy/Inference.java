package dev.fulcrum.policy;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * Tells which rules of a phase have to share a session, because one may read what another inferred.
 *
 * <p>Where it cannot be told from the text what is inferred or read, rules count as having to.
 */
final class Inference {
    private static final Pattern INFERRED = Pattern.compile("\\binferred\\b");
    private static final Pattern INFERRED_KIND = Pattern.compile("\\binferred\\s*\\(\\s*\"([^\"\\\\]*)\"\\s*,");

    private Inference() {}

    /**
     * Ids of the rules that infer, and of those that may read it; empty when none infers.
     *
     * @param reads by rule id
     */
    static Set<String> linked(List<RuleText> rules, Map<String, Reads> reads) {
        List<RuleText> inferring = rules.stream().filter(Inference::infers).toList();
        if (inferring.isEmpty()) {
            return Set.of();
        }
        if (!inferring.stream().allMatch(Inference::saysWhich)) {
            return rules.stream().map(RuleText::id).collect(Collectors.toSet());
        }
        Set<String> inferred = new HashSet<>();
        inferring.forEach(rule -> {
            Matcher kind = INFERRED_KIND.matcher(rule.consequence());
            while (kind.find()) {
                inferred.add(kind.group(1));
            }
        });
        return rules.stream()
                .filter(rule -> infers(rule)
                        || !plain(rule.descr().getLhs())
                        || !Collections.disjoint(reads.get(rule.id()).kinds(), inferred))
                .map(RuleText::id)
                .collect(Collectors.toSet());
    }

    private static boolean infers(RuleText rule) {
        return rule.descr().hasAnnotation("infers");
    }

    private static boolean saysWhich(RuleText rule) {
        return INFERRED.matcher(rule.consequence()).results().count()
                == INFERRED_KIND.matcher(rule.consequence()).results().count();
    }

    /** Whether a condition consists of patterns of facts, of which those of findings are certain of their kinds. */
    private static boolean plain(BaseDescr condition) {
        if (condition instanceof PatternDescr pattern) {
            return pattern.getSource() == null
                    && (!pattern.getObjectType().equals("Finding")
                            || !Need.kinds(pattern).isEmpty());
        }
        return condition instanceof ConditionalElementDescr element
                && element.getDescrs().stream().allMatch(child -> plain((BaseDescr) child));
    }
}
