package dev.fulcrum.policy;

import dev.fulcrum.model.Block;
import dev.fulcrum.model.CannedAnswer;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Fallback;
import dev.fulcrum.model.Flag;
import dev.fulcrum.model.Handoff;
import dev.fulcrum.model.Instruct;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Proposal;
import dev.fulcrum.model.Redact;
import dev.fulcrum.model.Reroute;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Switches;
import dev.fulcrum.model.Trade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides between proposals: by the rules' switches, then by precedence, then by rule id.
 *
 * <p>Block goes before Handoff, Handoff before Answer; the first of these overrules everything weaker but flags. A Fallback or a Reroute,
 * redactions and instructions go together; of several fallbacks, or reroutes, the one with the least rule id wins. Shadow and held-out proposals
 * change nothing and keep nobody from anything. Stateless.
 */
public final class Arbiter {

    private record Candidate(Ruling ruling, int rank) {}

    /** Decides about one phase of one exchange. */
    public Decision decide(Evaluation evaluation, Switches switches, Exchange exchange) {
        if (evaluation.proposals().isEmpty()) {
            return new Decision(evaluation.phase(), List.of(), Optional.empty(), evaluation.errors());
        }
        List<PolicyError> errors = new ArrayList<>(evaluation.errors());
        List<Candidate> candidates = candidates(evaluation, switches, exchange, errors);
        candidates.sort(Comparator.comparingInt(Candidate::rank)
                .thenComparing(it -> it.ruling().rule().id()));
        List<Ruling> rulings = new ArrayList<>(candidates.size());
        Optional<Proposed> verdict = Optional.empty();
        boolean chosen = false;
        for (Candidate candidate : candidates) {
            Ruling ruling = candidate.ruling();
            boolean ends = candidate.rank() <= RANK_ANSWER;
            boolean chooses = candidate.rank() == RANK_FALLBACK || candidate.rank() == RANK_REROUTE;
            if (ruling.effect() != Trade.Effect.ENFORCED || candidate.rank() == RANK_FLAG) {
                rulings.add(ruling);
            } else if (verdict.isPresent() || (chooses && chosen)) {
                rulings.add(overruled(ruling));
            } else {
                rulings.add(ruling);
                chosen |= chooses;
                verdict = ends
                        ? Optional.of(
                                new Proposed(ruling.rule(), ruling.proposals().get(0)))
                        : verdict;
            }
        }
        return new Decision(evaluation.phase(), rulings, verdict, errors);
    }

    private static Ruling overruled(Ruling ruling) {
        return new Ruling(ruling.rule(), ruling.mode(), Trade.Effect.OVERRULED, ruling.proposals());
    }

    private static List<Candidate> candidates(
            Evaluation evaluation, Switches switches, Exchange exchange, List<PolicyError> errors) {
        Map<String, List<Proposed>> grouped = new TreeMap<>();
        for (Proposed proposed : evaluation.proposals()) {
            int rank = rank(proposed.proposal());
            if (!ProposalForm.fits(proposed.proposal(), evaluation.phase())) {
                errors.add(misplaced(proposed, evaluation.phase()));
                continue;
            }
            grouped.computeIfAbsent(rank + " " + proposed.rule().id(), key -> new ArrayList<>())
                    .add(proposed);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (List<Proposed> group : grouped.values()) {
            Ruling ruling = ruling(group, switches, exchange);
            candidates.add(new Candidate(ruling, rank(ruling.proposals().get(0))));
        }
        return candidates;
    }

    private static Ruling ruling(List<Proposed> group, Switches switches, Exchange exchange) {
        Proposed first = group.get(0);
        Switch set = switches.of(first.rule().id(), exchange.app(), exchange.at());
        Trade.Effect effect = Trade.Effect.ENFORCED;
        if (set.mode() != Switch.Mode.ENFORCE) {
            effect = Trade.Effect.SHADOW;
        } else if (Holdout.contains(first.rule().id(), exchange.subject(), set.holdout())) {
            effect = Trade.Effect.HELD_OUT;
        }
        List<Proposal> proposals = group.stream()
                .map(Proposed::proposal)
                // firing order must not show: two proposals of one rule stand in the order of what they say
                .sorted(Comparator.comparing(Proposal::toString))
                .toList();
        return new Ruling(first.rule(), set.mode(), effect, proposals);
    }

    private static final int RANK_ANSWER = 2;
    private static final int RANK_FALLBACK = 3;
    private static final int RANK_REROUTE = 4;
    private static final int RANK_FLAG = 6;

    /** Precedence: the least goes first. */
    private static int rank(Proposal proposal) {
        if (proposal instanceof Block) {
            return 0;
        } else if (proposal instanceof Handoff) {
            return 1;
        } else if (proposal instanceof CannedAnswer) {
            return RANK_ANSWER;
        } else if (proposal instanceof Fallback) {
            return RANK_FALLBACK;
        } else if (proposal instanceof Reroute) {
            return RANK_REROUTE;
        } else if (proposal instanceof Redact || proposal instanceof Instruct) {
            return 5;
        } else if (proposal instanceof Flag) {
            return RANK_FLAG;
        }
        throw new IllegalStateException("no precedence for " + proposal.action());
    }

    private static PolicyError misplaced(Proposed proposed, Phase phase) {
        String when =
                switch (phase) {
                    case REQUEST -> "before anything failed";
                    case FAILURE -> "when a try had failed";
                    case RESPONSE -> "after the model has answered";
                };
        return new PolicyError(proposed.rule().id(), phase, proposed.proposal().action() + " proposed " + when);
    }
}
