package dev.fulcrum.policy;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Block;
import dev.fulcrum.model.CannedAnswer;
import dev.fulcrum.model.Fallback;
import dev.fulcrum.model.Flag;
import dev.fulcrum.model.Handoff;
import dev.fulcrum.model.Instruct;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Proposal;
import dev.fulcrum.model.Redact;
import dev.fulcrum.model.Reroute;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A way to write a proposal, and the phases in which it can be carried out. */
enum ProposalForm {
    BLOCK("Block.because", Block.class, true, true, true),
    HANDOFF("Handoff.to", Handoff.class, true, true, true),
    ANSWER("Answer.with", CannedAnswer.class, true, true, true),
    FALLBACK_NEXT("Fallback.next", Fallback.class, false, true, false),
    FALLBACK_TO("Fallback.to", Fallback.class, false, true, false),
    REROUTE("Reroute.to", Reroute.class, true, false, false),
    REDACT("Redact.of", Redact.class, true, false, true),
    INSTRUCT("Instruct.with", Instruct.class, true, true, false),
    FLAG("Flag.as", Flag.class, true, true, true),
    FLAG_REFUSABLE("Flag.refusable", Flag.class, true, false, false);

    /**
     * Why a proposal cannot be carried out in a phase.
     *
     * @param mend what its author may do instead
     */
    record Misplacement(String what, String mend) {}

    private static final String TO_REQUEST = "make it a rule of the request phase";

    private final String call;
    private final Class<? extends Proposal> type;
    private final boolean inRequest;
    private final boolean inFailure;
    private final boolean inResponse;

    ProposalForm(
            String call, Class<? extends Proposal> type, boolean inRequest, boolean inFailure, boolean inResponse) {
        this.call = call;
        this.type = type;
        this.inRequest = inRequest;
        this.inFailure = inFailure;
        this.inResponse = inResponse;
    }

    private boolean fits(Phase phase) {
        return switch (phase) {
            case REQUEST -> inRequest;
            case FAILURE -> inFailure;
            case RESPONSE -> inResponse;
        };
    }

    /** What it makes. */
    Class<? extends Proposal> type() {
        return type;
    }

    /** The class whose method a consequence calls. */
    Class<?> maker() {
        return this == ANSWER ? Answer.class : type;
    }

    /** The form that a consequence calls, such as {@code Block.because}. */
    static Optional<ProposalForm> of(String call) {
        return Arrays.stream(values()).filter(form -> form.call.equals(call)).findFirst();
    }

    /** Every call, for people. */
    static List<String> calls() {
        return Arrays.stream(values()).map(form -> form.call).toList();
    }

    /** The name before the dot. */
    String root() {
        return call.substring(0, call.indexOf('.'));
    }

    /** Whether a proposal can be carried out in a phase. */
    static boolean fits(Proposal proposal, Phase phase) {
        for (ProposalForm form : values()) {
            if (form.type.isInstance(proposal) && form.fits(phase)) {
                return true;
            }
        }
        return false;
    }

    /** What is wrong with it in a phase; empty when nothing is. */
    Optional<Misplacement> misplacement(Phase phase) {
        return fits(phase) ? Optional.empty() : Optional.of(misplaced(phase));
    }

    private Misplacement misplaced(Phase phase) {
        return switch (this) {
            case FALLBACK_NEXT, FALLBACK_TO ->
                phase == Phase.REQUEST
                        ? new Misplacement(
                                "Fallback comes too early in the request phase: nothing has failed yet",
                                "propose Reroute.to( \"…\" ), or make it a rule of the failure phase")
                        : tooLate("make it a rule of the failure phase");
            case FLAG_REFUSABLE ->
                new Misplacement(
                        "Flag.refusable marks a prompt before a model is asked, not in the " + phase.id() + " phase",
                        TO_REQUEST + ", or propose Flag.as( \"…\" )");
            case REROUTE ->
                phase == Phase.FAILURE
                        ? new Misplacement(
                                "Reroute comes too late in the failure phase: a target has been asked",
                                "propose Fallback.to( \"…\" )")
                        : tooLate(TO_REQUEST);
            case REDACT ->
                new Misplacement(
                        "Redact changes nothing in the failure phase: the request has been sent, and no answer is released",
                        TO_REQUEST);
            default -> tooLate(TO_REQUEST);
        };
    }

    private Misplacement tooLate(String mend) {
        return new Misplacement(root() + " comes too late in the response phase: the model has answered", mend);
    }
}
