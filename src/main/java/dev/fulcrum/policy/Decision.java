package dev.fulcrum.policy;

import dev.fulcrum.model.Fallback;
import dev.fulcrum.model.Flag;
import dev.fulcrum.model.Instruct;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Proposal;
import dev.fulcrum.model.Redact;
import dev.fulcrum.model.Reroute;
import dev.fulcrum.model.RiskRegister;
import dev.fulcrum.model.Trade;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the arbiter chose out of the proposals of one phase.
 *
 * @param rulings every proposal with what became of it, by precedence and rule id
 * @param verdict the block, handoff or answer that ends the exchange; empty when it goes on
 * @param errors rules that broke
 */
public record Decision(Phase phase, List<Ruling> rulings, Optional<Proposed> verdict, List<PolicyError> errors) {
    public Decision {
        rulings = List.copyOf(rulings);
        errors = List.copyOf(errors);
    }

    /** A decision to let the exchange pass without a trace. */
    public static Decision pass(Phase phase) {
        return new Decision(phase, List.of(), Optional.empty(), List.of());
    }

    /** The same, with rules besides that could not be asked properly. */
    public Decision withErrors(List<PolicyError> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<PolicyError> all = new ArrayList<>(errors);
        all.addAll(more);
        return new Decision(phase, rulings, verdict, all);
    }

    /** Redactions to carry out; several may overlap. */
    public List<Redact> redactions() {
        return enforced(Redact.class);
    }

    /** Instructions to add, in the order of the rules' ids. */
    public List<Instruct> instructions() {
        return enforced(Instruct.class);
    }

    /** What to ask after a try has failed; empty to go on as the route does. */
    public Optional<Fallback> fallback() {
        return first(Fallback.class);
    }

    /**
     * Whether it marks the prompt as one that a model ought to refuse, so that nothing may go round a refusal of it.
     *
     * <p>An enforced rule marks it in words, or by seeing a harm of which the register says so, even if a stronger rule was carried out.
     */
    boolean marksRefusable(RiskRegister register) {
        for (Ruling ruling : rulings) {
            boolean enforced = ruling.effect() == Trade.Effect.ENFORCED;
            boolean seen = enforced || ruling.effect() == Trade.Effect.OVERRULED;
            if ((enforced && ruling.proposals().stream().anyMatch(Decision::marks))
                    || (seen && ruling.rule().lowers().stream().anyMatch(register::refusable))) {
                return true;
            }
        }
        return false;
    }

    private static boolean marks(Proposal proposal) {
        return proposal instanceof Flag flag && flag.refusable();
    }

    /** The target to try first. */
    public Optional<Reroute> reroute() {
        return first(Reroute.class);
    }

    /** The same where no target is left that could be asked: of the proposals that speak of a next try nothing comes. */
    public Decision withNothingLeft() {
        return new Decision(
                phase, without(Trade.Effect.NOTHING_LEFT, List.of("fallback", "instruct")::contains), verdict, errors);
    }

    /** The same about an answer that has gone out: nothing of it can be taken back. */
    public Decision tooLate() {
        return new Decision(
                phase, without(Trade.Effect.TOO_LATE, action -> !action.equals("flag")), Optional.empty(), errors);
    }

    /** The rulings, where those that cannot be carried out any more have another effect. */
    private List<Ruling> without(Trade.Effect effect, Predicate<String> actions) {
        return rulings.stream()
                .map(it -> it.effect() == Trade.Effect.ENFORCED && actions.test(it.action())
                        ? new Ruling(it.rule(), it.mode(), effect, it.proposals())
                        : it)
                .toList();
    }

    /** The same about an answer that goes out at once: it can be stopped, but not changed. */
    public Decision stoppingOnly() {
        return verdict.isPresent() ? this : tooLate();
    }

    private <T extends Proposal> Optional<T> first(Class<T> type) {
        List<T> all = enforced(type);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /** Without streams: asked several times in each exchange, and most have nothing. */
    private <T extends Proposal> List<T> enforced(Class<T> type) {
        if (rulings.isEmpty()) {
            return List.of();
        }
        List<T> found = new ArrayList<>(0);
        for (Ruling ruling : rulings) {
            if (ruling.effect() == Trade.Effect.ENFORCED) {
                for (Proposal proposal : ruling.proposals()) {
                    if (type.isInstance(proposal)) {
                        found.add(type.cast(proposal));
                    }
                }
            }
        }
        return Collections.unmodifiableList(found);
    }
}
