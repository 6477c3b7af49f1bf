package dev.fulcrum.model;

/**
 * Proposes to add a system message before the conversation.
 *
 * @param text the instruction to the model
 */
public record Instruct(Wording text) implements Proposal {

    public static Instruct with(String text) {
        return new Instruct(new Wording(text));
    }

    /** Instructs in English or in Chinese, as the user writes. */
    public static Instruct with(String english, String chinese) {
        return new Instruct(new Wording(english, chinese));
    }

    @Override
    public String action() {
        return "instruct";
    }
}
