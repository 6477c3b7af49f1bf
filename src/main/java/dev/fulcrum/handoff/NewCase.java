package dev.fulcrum.handoff;

/**
 * What a case is opened with.
 *
 * @param exchange id of the exchange
 * @param question the conversation as the person will read it; kept for them alone
 */
public record NewCase(String exchange, String app, String desk, String rule, String language, String question) {

    /** Without the question; safe to log. */
    @Override
    public String toString() {
        return "NewCase[" + exchange + " of " + app + " to " + desk + " by " + rule + "]";
    }
}
