package dev.fulcrum.policy;

import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleCase;
import dev.fulcrum.model.RuleContract;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Holds a bundle's examples to its rules: each belongs to one, and each rule has some of both kinds. */
final class CaseLint {
    private CaseLint() {}

    static void check(BundleSource source, Map<String, RuleContract> contracts, Problems problems) {
        Set<String> firing = new HashSet<>();
        Set<String> silent = new HashSet<>();
        for (RuleCase example : source.cases()) {
            RuleContract contract = contracts.get(example.rule());
            if (contract == null) {
                problems.error(
                        example.file(),
                        example.line(),
                        example.rule(),
                        "no rule has this name",
                        Nearest.to(example.rule(), contracts.keySet())
                                .map(it -> "did you mean `" + it + "`?")
                                .orElse("remove the example or add the rule"));
            } else if (contract.phase() == Phase.RESPONSE && example.answer().isEmpty()) {
                problems.error(
                        example.file(),
                        example.line(),
                        example.rule(),
                        "an example of the response phase needs an answer",
                        "add `answer:`");
            }
            (example.fires() ? firing : silent).add(example.rule());
        }
        for (RuleContract contract : contracts.values()) {
            missing(contract, firing, "firing", "fires", problems);
            missing(contract, silent, "silent", "silent", problems);
        }
    }

    private static void missing(RuleContract rule, Set<String> having, String word, String key, Problems problems) {
        if (!having.contains(rule.id())) {
            problems.error(
                    rule.file(),
                    rule.line(),
                    rule.id(),
                    "has no " + word + " case",
                    "add one under `" + key + ":` in " + rule.file().replaceAll("\\.drl$", ".cases.yaml"));
        }
    }
}
