package dev.fulcrum.policy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.drools.drl.ast.descr.BaseDescr;

/**
 * One DRL file as read.
 *
 * @param path relative to the bundle
 * @param namespace the name of its package
 * @param imports what it imports, which the compiler shares among the files of a package
 */
record DrlFile(String path, String text, String namespace, Set<String> imports, List<RuleText> rules) {
    DrlFile {
        imports = Set.copyOf(imports);
        rules = List.copyOf(rules);
    }

    /** The rules of files, in their order. */
    static List<RuleText> rules(Collection<DrlFile> files) {
        return files.stream().flatMap(file -> file.rules().stream()).toList();
    }

    boolean holds(Predicate<RuleText> chosen) {
        return rules.stream().anyMatch(chosen);
    }

    /** The text with every other rule blanked, but for its line feeds, so that the compiler's line numbers stay true. */
    String only(Predicate<RuleText> chosen) {
        StringBuilder left = new StringBuilder(text);
        for (RuleText rule : rules) {
            if (!chosen.test(rule)) {
                blank(left, rule.descr());
            }
        }
        return left.toString();
    }

    private static void blank(StringBuilder text, BaseDescr rule) {
        int end = Math.min(text.length(), rule.getEndCharacter() + 1);
        for (int i = rule.getStartCharacter(); i < end; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }
}
