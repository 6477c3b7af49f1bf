package dev.fulcrum.model;

/**
 * Proposes to answer in the model's place; rules write it as {@code Answer.with( … )}.
 *
 * @param text the whole answer
 */
public record CannedAnswer(Wording text) implements Proposal {
    @Override
    public String action() {
        return "answer";
    }
}
