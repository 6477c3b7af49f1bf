package dev.fulcrum.model;

/**
 * Proposes that a person answers.
 *
 * @param desk the desk that gets the case
 * @param message what the caller is told meanwhile; {@code {case}} stands for the case's id
 */
public record Handoff(String desk, Wording message) implements Proposal {
    private static final Wording WAIT =
            new Wording("A colleague will take care of this. Your case number is {case}.", "已转交人工处理，您的工单号是 {case}。");

    public static Handoff to(String desk) {
        return new Handoff(desk, WAIT);
    }

    /** The same handoff, with other words for the caller. */
    public Handoff saying(String english, String chinese) {
        return new Handoff(desk, new Wording(english, chinese));
    }

    @Override
    public String action() {
        return "handoff";
    }
}
