package dev.fulcrum.policy;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * One DRL file as read.
 *
 * @param path relative to the bundle
 */
record DrlFile(String path, String text, List<RuleText> rules) {
    DrlFile {
        rules = List.copyOf(rules);
    }

    /** The rules of files, in their order. */
    static List<RuleText> rules(Collection<DrlFile> files) {
        return files.stream().flatMap(file -> file.rules().stream()).toList();
    }

    boolean holds(Predicate<RuleText> chosen) {
        return rules.stream().anyMatch(chosen);
    }

    /** A rule as written. */
    String text(RuleText rule) {
        int end = Math.min(text.length(), rule.descr().getEndCharacter() + 1);
        return text.substring(Math.min(end, Math.max(0, rule.descr().getStartCharacter())), end);
    }
}
