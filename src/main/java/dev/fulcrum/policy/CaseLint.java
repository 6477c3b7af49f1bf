package dev.fulcrum.policy;

import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleCase;
import dev.fulcrum.model.RuleContract;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds examples to the rules that they are to prove. Not thread-safe. */
final class CaseLint {
    private final Map<String, RuleContract> contracts;
    private final Set<String> outside;
    private final Problems problems;

    /** @param outside kinds that examples have to state, since nothing is asked outside for them */
    CaseLint(Map<String, RuleContract> contracts, Set<String> outside, Problems problems) {
        this.contracts = contracts;
        this.outside = outside;
        this.problems = problems;
    }

    void check(List<RuleCase> cases) {
        Set<String> firing = new HashSet<>();
        Set<String> silent = new HashSet<>();
        for (RuleCase example : cases) {
            check(example);
            (example.fires() ? firing : silent).add(example.rule());
        }
        for (RuleContract contract : contracts.values()) {
            missing(contract, firing, "firing", "fires");
            missing(contract, silent, "silent", "silent");
        }
    }

    private void check(RuleCase example) {
        RuleContract contract = contracts.get(example.rule());
        if (contract == null) {
            problem(
                    example,
                    "no rule has this name",
                    Nearest.to(example.rule(), contracts.keySet())
                            .map(it -> "did you mean `" + it + "`?")
                            .orElse("remove the example or add the rule"));
        } else if (contract.phase() == Phase.RESPONSE && example.answer().isEmpty()) {
            problem(example, "an example of the response phase needs an answer", "add `answer:`");
        } else if (contract.phase() == Phase.FAILURE && example.attempts().isEmpty()) {
            problem(example, "an example of the failure phase needs attempts", "add `attempts:`");
        }
        for (RuleCase.Stated stated : example.findings()) {
            if (!outside.contains(stated.kind())) {
                problem(
                        example,
                        "the example states a finding of `" + stated.kind()
                                + "`, which is no kind that is found outside",
                        Nearest.to(stated.kind(), outside)
                                .map(it -> "did you mean `" + it + "`?")
                                .orElse("remove it: what is found here has to be found in the text"));
            }
        }
    }

    private void problem(RuleCase example, String what, String mend) {
        problems.error(example.file(), example.line(), example.rule(), what, mend);
    }

    private void missing(RuleContract rule, Set<String> having, String word, String key) {
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
