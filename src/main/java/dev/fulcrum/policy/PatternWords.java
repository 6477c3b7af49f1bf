package dev.fulcrum.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;

/** The words with which patterns of facts compare one field, such as {@code outcome == "refused"}. */
final class PatternWords {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final Pattern equal;
    private final Pattern among;
    private final Pattern certain;

    PatternWords(String field) {
        String own = "(?<![\\w.$])" + field + "\\s*";
        String test = "(\\$\\w+\\s*:\\s*)?" + field
                + "\\s*(==\\s*\"[^\"\\\\]*\"|in\\s*\\(\\s*\"[^\"\\\\]*\"(\\s*,\\s*\"[^\"\\\\]*\")*\\s*\\))\\s*";
        this.equal = Pattern.compile(own + "[=!]=\\s*(\"[^\"]*\"(?:\\s*(?:\\|\\||&&)\\s*[=!]=\\s*\"[^\"]*\")*)");
        this.among = Pattern.compile(own + "(?:not\\s+)?in\\s*\\(([^)]*)\\)");
        this.certain = Pattern.compile("\\s*" + test + "((\\|\\|\\s*" + test + ")*|&&[^|]*)");
    }

    /** Every word with which the field is compared. */
    Set<String> in(String constraints) {
        Set<String> words = new LinkedHashSet<>();
        for (Pattern form : List.of(equal, among)) {
            Matcher matcher = form.matcher(constraints);
            while (matcher.find()) {
                QUOTED.matcher(matcher.group(1)).results().forEach(word -> words.add(word.group(1)));
            }
        }
        return words;
    }

    /** The words of which the field of every matching fact is one; empty when that is not certain. */
    Optional<Set<String>> certain(PatternDescr pattern) {
        for (BaseDescr constraint : pattern.getDescrs()) {
            if (constraint instanceof ExprConstraintDescr written
                    && certain.matcher(written.getExpression()).matches()) {
                return Optional.of(in(written.getExpression()));
            }
        }
        return Optional.empty();
    }

    /** Visits every pattern of a condition, wherever it stands. */
    static void visit(BaseDescr condition, Consumer<PatternDescr> visitor) {
        if (condition instanceof PatternDescr pattern) {
            visitor.accept(pattern);
            if (pattern.getSource() instanceof AccumulateDescr accumulate) {
                visit(accumulate.getInput(), visitor);
            } else if (pattern.getSource() instanceof CollectDescr collect) {
                visit(collect.getInputPattern(), visitor);
            }
        } else if (condition instanceof AccumulateDescr accumulate) {
            visit(accumulate.getInput(), visitor);
        } else if (condition instanceof ConditionalElementDescr element) {
            element.getDescrs().forEach(child -> visit((BaseDescr) child, visitor));
        }
    }
}
