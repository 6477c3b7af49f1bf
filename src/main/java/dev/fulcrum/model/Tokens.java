package dev.fulcrum.model;

/**
 * Tokens as the model's usage report counts them.
 *
 * @param input of the prompt; 0 when not reported
 * @param output of the answer; 0 when not reported
 */
public record Tokens(long input, long output) {
    public static final Tokens NONE = new Tokens(0, 0);

    /** More than any exchange takes: a target that reports more, or less than nothing, is wrong. */
    private static final long MOST = 1_000_000_000_000L;

    public Tokens {
        input = Math.max(0, Math.min(input, MOST));
        output = Math.max(0, Math.min(output, MOST));
    }
}
