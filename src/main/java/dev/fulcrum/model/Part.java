package dev.fulcrum.model;

import static java.util.Objects.requireNonNull;

/**
 * A piece of an exchange that can be read.
 *
 * @param kind one of {@link #MESSAGE}, {@link #TOOL_CALL}, {@link #TOOL_RESULT}, {@link #TOOL_DEFINITION}, {@link #CHOICE},
 *     {@link #REASONING}
 * @param role who speaks, as the surface says it: {@code system}, {@code developer}, {@code user}, {@code assistant}, {@code tool}
 * @param index position among the parts of the request, or the choice's index in the answer; 0-based
 * @param latest whether the part belongs to the newest turn: what the user, or a tool, said since the model last spoke; always true of a choice
 * @param text the decoded text, empty for images and audio
 */
public record Part(String kind, String role, int index, boolean latest, String text) {
    public static final String MESSAGE = "message";
    public static final String TOOL_CALL = "tool-call";
    public static final String TOOL_RESULT = "tool-result";
    public static final String TOOL_DEFINITION = "tool-definition";
    public static final String CHOICE = "choice";
    public static final String REASONING = "reasoning";

    public Part {
        requireNonNull(kind);
        requireNonNull(role);
        requireNonNull(text);
    }

    /** Where the part is, without what it says; safe to log. */
    @Override
    public String toString() {
        return kind + "[" + index + "] of " + role + ", " + text.length() + " characters";
    }
}
