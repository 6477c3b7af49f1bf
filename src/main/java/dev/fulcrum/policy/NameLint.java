package dev.fulcrum.policy;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the desks and targets that a consequence names against those that the configuration has. */
final class NameLint {
    private static final Pattern HANDOFF = Pattern.compile("\\bHandoff\\s*\\.\\s*to\\s*\\(\\s*\"([^\"]*)\"");
    private static final Pattern REROUTE = Pattern.compile("\\bReroute\\s*\\.\\s*to\\s*\\(\\s*\"([^\"]*)\"");
    private static final Pattern FALLBACK = Pattern.compile("\\bFallback\\s*\\.\\s*to\\s*\\(\\s*\"([^\"]*)\"");
    private final Set<String> desks;
    private final Set<String> targets;
    private final Problems problems;

    NameLint(Set<String> desks, Set<String> targets, Problems problems) {
        this.desks = desks;
        this.targets = targets;
        this.problems = problems;
    }

    void check(RuleText rule) {
        check(rule, HANDOFF, "desk", desks);
        check(rule, REROUTE, "target", targets);
        check(rule, FALLBACK, "target", targets);
    }

    private void check(RuleText rule, Pattern call, String noun, Set<String> known) {
        Matcher named = call.matcher(rule.consequence());
        while (named.find()) {
            if (!known.contains(named.group(1))) {
                problems.error(
                        rule.file(),
                        Math.max(rule.line(), rule.descr().getConsequenceLine()),
                        rule.id(),
                        "names the " + noun + " `" + named.group(1) + "`, which the configuration does not have",
                        Nearest.to(named.group(1), known)
                                .map(it -> "did you mean `" + it + "`?")
                                .orElse("add it under `" + noun + "s`"));
            }
        }
    }
}
