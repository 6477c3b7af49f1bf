package dev.fulcrum.model;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A piece of an exchange that can be read.
 *
 * @param kind one of {@link #MESSAGE}, {@link #TOOL_CALL}, {@link #TOOL_RESULT}, {@link #TOOL_DEFINITION}, {@link #CHOICE},
 *     {@link #REASONING}; or, of what has no text that could be read, one of {@link #UNREADABLE}
 * @param role who speaks, as the surface says it: {@code system}, {@code developer}, {@code user}, {@code assistant}, {@code tool}
 * @param index position among the parts of the request, or the choice's index in the answer; 0-based
 * @param latest whether the part belongs to the {@link NewestTurn newest turn}; always true of a choice
 * @param text the decoded text, empty for what cannot be read
 */
public record Part(String kind, String role, int index, boolean latest, String text) {
    public static final String MESSAGE = "message";
    public static final String TOOL_CALL = "tool-call";
    public static final String TOOL_RESULT = "tool-result";
    public static final String TOOL_DEFINITION = "tool-definition";
    public static final String CHOICE = "choice";
    public static final String REASONING = "reasoning";

    public static final String IMAGE = "image";
    public static final String AUDIO = "audio";
    public static final String VIDEO = "video";
    public static final String FILE = "file";
    /** Text that came as numbers of tokens, or as vectors. */
    public static final String TOKENS = "tokens";
    /** Something that the model's server keeps, named by its id: an earlier answer, a conversation, a prompt, a container. */
    public static final String REFERENCE = "reference";
    /** Text that only the model's server can decipher, such as hidden reasoning. */
    public static final String ENCRYPTED = "encrypted";

    /** What cannot be read, by sort. */
    public static final Set<String> UNREADABLE = Set.of(IMAGE, AUDIO, VIDEO, FILE, TOKENS, REFERENCE, ENCRYPTED);

    public Part {
        requireNonNull(kind);
        requireNonNull(role);
        requireNonNull(text);
    }

    /** Something that cannot be read. */
    public static Part unreadable(String sort, String role, int index, boolean latest) {
        return new Part(sort, role, index, latest, "");
    }

    /** Whether there is something here that cannot be read. */
    public boolean unreadable() {
        return UNREADABLE.contains(kind);
    }

    /** Where the part is, without what it says; safe to log. */
    @Override
    public String toString() {
        return kind + "[" + index + "] of " + role + ", " + text.length() + " characters";
    }
}
