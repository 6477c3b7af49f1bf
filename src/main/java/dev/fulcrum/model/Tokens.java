package dev.fulcrum.model;

/**
 * Tokens as the model's usage report counts them.
 *
 * @param input of the prompt; 0 when not reported
 * @param output of the answer; 0 when not reported
 */
public record Tokens(long input, long output) {
    public static final Tokens NONE = new Tokens(0, 0);
}
