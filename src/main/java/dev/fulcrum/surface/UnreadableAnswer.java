package dev.fulcrum.surface;

import static java.util.Objects.requireNonNull;

import dev.fulcrum.surface.MalformedJson.Problem;

/** A model's answer that is none. The message holds nothing of the answer's text and is safe to log. */
public final class UnreadableAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Nothing, or nothing with a choice in it. */
    public static final String EMPTY = "empty";

    /** It ends before it should. */
    public static final String CUT = "cut";

    /** A page for browsers. */
    public static final String HTML = "html";

    /** Not JSON, or not the event stream that was announced, or bytes that two parsers could read differently. */
    public static final String MALFORMED = "malformed";

    /** JSON, but not an answer of this surface. */
    public static final String NOT_AN_ANSWER = "not-an-answer";

    /** An error that the model's server reported with status 200. */
    public static final String UPSTREAM_ERROR = "upstream-error";

    /** It says more after it ended: where one client stops reading, another one reads on. */
    public static final String GOES_ON = "goes-on";

    private final String code;

    UnreadableAnswer(String code, String message) {
        super(message);
        this.code = requireNonNull(code);
    }

    /** What is wrong with JSON of an answer, told without a word of it. */
    static UnreadableAnswer of(MalformedJson e, String what) {
        if (e.problem() == Problem.EMPTY) {
            return new UnreadableAnswer(EMPTY, "the " + what + " is empty");
        }
        return new UnreadableAnswer(e.problem() == Problem.CUT ? CUT : MALFORMED, "the " + what + " " + e.getMessage());
    }

    /** The failure that an error event or object of the model's server stands for; its message is left out, because it may quote the request. */
    static UnreadableAnswer upstreamError(JsonDocument document) {
        return upstreamError(document, 0);
    }

    static UnreadableAnswer upstreamError(JsonDocument document, int object) {
        int error = document.member(object, "error");
        for (int holder : new int[] {error, object}) {
            for (String name : new String[] {"code", "type"}) {
                int told = document.member(holder, name);
                String code = document.is(JsonDocument.Kind.NUMBER, told)
                        ? document.written(document.start(told), document.end(told))
                        : document.textOrEmpty(told);
                if (!code.isEmpty() && !code.equals("error")) {
                    return upstreamError(code);
                }
            }
        }
        return upstreamError("");
    }

    static UnreadableAnswer upstreamError(String code) {
        boolean name = code.matches("[A-Za-z0-9_.-]{1,64}");
        return new UnreadableAnswer(
                UPSTREAM_ERROR,
                "the model's server reported an error in the place of an answer" + (name ? ": " + code : ""));
    }

    /** JSON in which something is not of the type that the surface has there. */
    static UnreadableAnswer of(UnexpectedShape e) {
        return new UnreadableAnswer(NOT_AN_ANSWER, e.getMessage());
    }

    /** Text, or a tool call, behind the end of what it belongs to. */
    static UnreadableAnswer goesOn() {
        return new UnreadableAnswer(GOES_ON, "the answer says more after it ended");
    }

    /** Calls that one client puts together to this and another one to that. */
    static UnreadableAnswer ambiguous() {
        return new UnreadableAnswer(
                MALFORMED, "the answer's tool calls can be put together in ways that differ in what is called");
    }

    /** A page where an answer was expected. */
    static UnreadableAnswer page() {
        return new UnreadableAnswer(HTML, "the model's server sent a page in the place of an answer");
    }

    /** The reason, one of this class's constants. */
    public String code() {
        return code;
    }
}
