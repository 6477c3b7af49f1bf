package dev.fulcrum.surface;

import static java.util.Objects.requireNonNull;

/**
 * A body that is not a request of the surface; the caller's fault, answered with status 400. The message is meant for the caller and holds
 * none of the body's text except names of fields.
 */
public final class UnreadableRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String param;

    UnreadableRequest(String code, String param, String message) {
        super(message);
        this.code = requireNonNull(code);
        this.param = param;
    }

    /** The reason, in the words of the OpenAI API where it has one: {@code invalid_json}, {@code invalid_type}, … */
    public String code() {
        return code;
    }

    /** Where in the body, such as {@code messages[3].content}; null when it is about the whole body. */
    public String param() {
        return param;
    }
}
