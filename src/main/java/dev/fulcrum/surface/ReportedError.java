package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;

/**
 * Tells an error that a model's server reports with a status of success, in whatever shape: OpenAI's and Anthropic's, FastAPI's {@code detail},
 * vLLM's {@code object: error}, and a bare message with a code.
 */
final class ReportedError {
    private static final String[] MESSAGES = {"message", "msg", "detail", "error_msg"};
    private static final String[] CODES = {"code", "status", "status_code", "statusCode", "type", "error_code"};

    private ReportedError() {}

    /**
     * Refuses an error.
     *
     * @param holder the object that is an answer, or one event of one
     * @param field in which the surface's answers stand; where it is there, only an error of its own makes the answer one
     */
    static void refuse(JsonDocument document, int holder, String field) {
        boolean answers = !document.absent(document.member(holder, field));
        int error = document.member(holder, "error");
        if (says(document, error, answers)) {
            throw UnreadableAnswer.upstreamError(document, holder);
        }
        if (!answers && isError(document, holder)) {
            throw UnreadableAnswer.upstreamError(document, holder);
        }
    }

    /** Whether an error's field tells one: some servers write an empty one into each answer. */
    private static boolean says(JsonDocument document, int error, boolean answers) {
        if (document.absent(error)) {
            return false;
        }
        boolean empty =
                switch (document.kind(error)) {
                    case BOOLEAN -> !document.isTrue(error);
                    case STRING -> document.text(error).isEmpty();
                    case OBJECT, ARRAY -> document.first(error) == document.after(error);
                    default -> document.whole(error, 1) == 0;
                };
        return !(answers && empty);
    }

    private static boolean isError(JsonDocument document, int holder) {
        if (document.says("error", document.member(holder, "object"))
                || document.says("error", document.member(holder, "type"))
                || document.says("error", document.member(holder, "status"))
                || document.says("failed", document.member(holder, "status"))) {
            return true;
        }
        int errors = document.member(holder, "errors");
        int detail = document.member(holder, "detail");
        boolean listed = document.is(Kind.ARRAY, errors) && document.first(errors) < document.after(errors);
        boolean detailed = !document.absent(detail) && document.absent(document.member(holder, "type"));
        return listed || detailed || (has(document, holder, MESSAGES, Kind.STRING) && coded(document, holder));
    }

    private static boolean has(JsonDocument document, int holder, String[] names, Kind kind) {
        for (String name : names) {
            if (document.is(kind, document.member(holder, name))) {
                return true;
            }
        }
        return false;
    }

    private static boolean coded(JsonDocument document, int holder) {
        boolean coded = document.is(Kind.BOOLEAN, document.member(holder, "success"));
        for (String name : CODES) {
            coded |= !document.absent(document.member(holder, name));
        }
        return coded;
    }
}
