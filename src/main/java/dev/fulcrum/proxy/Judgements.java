package dev.fulcrum.proxy;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Trade;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.policy.Ruling;
import java.util.ArrayList;
import java.util.List;

/** What detectors found and rules decided in one exchange, over all phases. Confined to the event loop of its connection. */
final class Judgements {
    private static final Decision NOTHING_YET = Decision.pass(Phase.RESPONSE);

    private final Timeline time;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Ruling> rulings = new ArrayList<>();
    private final List<PolicyError> errors = new ArrayList<>();
    private List<Finding> growingFindings = List.of();
    private Decision growing = NOTHING_YET;
    private boolean unrecorded;

    Judgements(Timeline time) {
        this.time = time;
    }

    /** Notes what was found and decided about the request or about the whole answer. */
    void judged(List<Finding> found, Decision decision, long nanos) {
        findings.addAll(found);
        rulings.addAll(decision.rulings());
        errors.addAll(decision.errors());
        growingFindings = List.of();
        growing = NOTHING_YET;
        time.judged(nanos);
    }

    /** Notes what is certain so far about an answer that is still coming, in place of what was before. */
    void growing(List<Finding> found, Decision decision, long nanos) {
        growingFindings = List.copyOf(found);
        growing = decision;
        time.judged(nanos);
    }

    List<Finding> findings() {
        return joined(findings, growingFindings);
    }

    List<Ruling> rulings() {
        return joined(rulings, growing.rulings());
    }

    List<PolicyError> errors() {
        return joined(errors, growing.errors());
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        if (second.isEmpty()) {
            return first;
        }
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** Whether a rule changed what the model or the caller gets, and so has to be on record before anything is released. */
    boolean acted() {
        return actedRules() > 0;
    }

    /** How many rules changed what the model or the caller gets. */
    int actedRules() {
        int acted = 0;
        for (Ruling ruling : rulings()) {
            if (ruling.effect() == Trade.Effect.ENFORCED && !ruling.action().equals("flag")) {
                acted++;
            }
        }
        return acted;
    }

    /** Notes that the ledger refused what the rules did, so that nobody is told of it. */
    void unrecorded() {
        unrecorded = true;
    }

    /** Ids of the rules that were enforced, in the order of their phases and ranks; none that cannot be put on record. */
    List<String> enforcedRules() {
        if (unrecorded) {
            return List.of();
        }
        return rulings().stream()
                .filter(it -> it.effect() == Trade.Effect.ENFORCED)
                .map(it -> it.rule().id())
                .distinct()
                .toList();
    }
}
