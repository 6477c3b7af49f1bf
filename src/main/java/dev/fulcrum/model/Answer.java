package dev.fulcrum.model;

/**
 * One choice of the model's answer, as a fact for rules of the response phase.
 *
 * @param text what it says
 * @param refusal text of the surface's own refusal field; empty when there is none
 * @param finishReason as the surface says it, such as {@code stop} or {@code length}; empty when unknown
 * @param index the choice's index
 * @param complete whether nothing more will come
 */
public record Answer(String text, String refusal, String finishReason, int index, boolean complete) {

    /** Proposes to answer in the model's place. */
    public static Proposal with(String text) {
        return new CannedAnswer(new Wording(text));
    }

    /** Proposes to answer in the model's place, in English or in Chinese as the user writes. */
    public static Proposal with(String english, String chinese) {
        return new CannedAnswer(new Wording(english, chinese));
    }
}
