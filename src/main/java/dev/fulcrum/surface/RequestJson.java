package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;

/** Reads the JSON of requests, and what most surfaces have in them; says to callers what is wrong with theirs. Safe to share between threads. */
final class RequestJson {
    private final JsonReader json;

    RequestJson(JsonReader json) {
        this.json = json;
    }

    /** Makes a request out of its document. */
    interface Reading {
        SurfaceRequest read(byte[] body, JsonDocument document) throws UnreadableRequest, UnexpectedShape;
    }

    SurfaceRequest read(byte[] body, Reading reading) throws UnreadableRequest {
        try {
            JsonDocument document = json.read(body, 0, body.length, true);
            if (!document.is(Kind.OBJECT, 0)) {
                throw new UnreadableRequest(
                        "invalid_type",
                        null,
                        "The body must be a JSON object, but is "
                                + document.kind(0).words() + ".");
            }
            return reading.read(body, document);
        } catch (MalformedJson e) {
            throw refusal(e, body);
        } catch (UnexpectedShape e) {
            throw new UnreadableRequest("invalid_type", e.path(), e.getMessage());
        }
    }

    static int model(JsonDocument document) throws UnreadableRequest, UnexpectedShape {
        int model = document.member(0, "model");
        if (document.absent(model)
                || (document.is(Kind.STRING, model) && document.text(model).isBlank())) {
            throw new UnreadableRequest(
                    "missing_required_parameter",
                    "model",
                    "Missing required parameter: 'model'. You must provide a model parameter.");
        }
        if (!document.is(Kind.STRING, model)) {
            throw new UnexpectedShape("model", "a string", document.kind(model));
        }
        return model;
    }

    static boolean flag(JsonDocument document, int object, String name, String path) throws UnexpectedShape {
        int flag = document.member(object, name);
        if (!document.absent(flag) && !document.is(Kind.BOOLEAN, flag)) {
            throw new UnexpectedShape(path, "a boolean", document.kind(flag));
        }
        return document.isTrue(flag);
    }

    /** Whether a stream is to end with a usage chunk. */
    static boolean includeUsage(JsonDocument document) throws UnexpectedShape {
        int options = document.member(0, "stream_options");
        return flag(document, options, "include_usage", "stream_options.include_usage");
    }

    /** The first of some values that is a string and says anything. */
    static String firstText(JsonDocument document, int... nodes) {
        for (int node : nodes) {
            String text = document.textOrEmpty(node);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    static UnreadableRequest missing(String path) {
        return new UnreadableRequest("missing_required_parameter", path, "Missing required parameter: '" + path + "'.");
    }

    private UnreadableRequest refusal(MalformedJson e, byte[] body) {
        String place = place(e, body);
        String named = e.path().isEmpty() ? "" : " at '" + e.path() + "'";
        String param = e.path().isEmpty() ? null : e.path();
        return switch (e.problem()) {
            case EMPTY ->
                new UnreadableRequest("invalid_json", null, "The request body is empty; expected a JSON object.");
            case CUT ->
                new UnreadableRequest(
                        "invalid_json",
                        param,
                        "The JSON of the request body ends too early" + named + ", " + place + ".");
            case SYNTAX ->
                new UnreadableRequest(
                        "invalid_json", param, "The request body is not valid JSON" + named + ", " + place + ".");
            case TRAILING ->
                new UnreadableRequest(
                        "invalid_json", null, "The request body goes on after its JSON object, " + place + ".");
            case LONG_TOKEN ->
                new UnreadableRequest(
                        "invalid_json",
                        param,
                        "A key or a number of the request body is too long" + named + ", " + place + ".");
            case ENCODING ->
                new UnreadableRequest(
                        "invalid_encoding",
                        param,
                        "The request body must be UTF-8 without a byte order mark, but is not" + named + ", " + place
                                + ".");
            case SURROGATE ->
                new UnreadableRequest(
                        "invalid_encoding",
                        param,
                        "A string holds one half of a surrogate pair" + named + ", " + place
                                + "; send the whole character, or leave it out.");
            case DUPLICATE ->
                new UnreadableRequest(
                        "duplicate_key",
                        param,
                        "The key" + named + " is given twice, " + place + "; give each key once.");
            case DEPTH ->
                new UnreadableRequest(
                        "too_deep",
                        param,
                        "The request body is nested deeper than " + json.maxDepth() + " levels" + named + ", " + place
                                + ".");
        };
    }

    private static String place(MalformedJson e, byte[] body) {
        int line = 1;
        int lineStart = 0;
        for (int at = 0; at < Math.min(e.offset(), body.length); at++) {
            if (body[at] == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
        return "line " + line + ", byte " + (e.offset() - lineStart + 1) + " of it";
    }
}
