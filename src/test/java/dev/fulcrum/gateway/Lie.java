package dev.fulcrum.gateway;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What a model endpoint does instead of answering.
 *
 * @param name for people
 * @param streams whether it is asked for a stream
 * @param listens whether it accepts connections
 * @param outcome how a try ends, in the ledger's word
 * @param passes whether it may pass, so that the same target is asked again
 * @param script what it does with a connection
 */
record Lie(
        String name, boolean streams, boolean listens, String outcome, boolean passes, ScriptedUpstream.Script script) {
    static final String REFUSAL = "I'm sorry, but I can't help with that.";
    static final String REFUSAL_IN_CHINESE = "很抱歉，我无法提供这方面的帮助。";

    private static final String JSON = "application/json";
    private static final String CHUNK = "data: " + ChatStream.chunk("Our branches ", null) + "\n\n";
    private static final String ERROR_EVENT =
            "data: {\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\",\"code\":null}}\n\n";

    /** Every lie of the table. */
    static Lie[] all() {
        return new Lie[] {
            new Lie("refuses connections", false, false, "unreachable", true, (socket, out) -> {}),
            whole("accepts and says nothing", "timeout", false, (socket, out) -> Thread.sleep(20_000)),
            whole("trickles a byte now and then", "timeout", false, Lie::trickle),
            whole("is cut in the head", "unreachable", true, (socket, out) -> {
                ScriptedUpstream.raw(out, "HTTP/1.1 200 OK\r\ncontent-ty");
            }),
            whole("is cut in the middle of a chunk", "cut", true, (socket, out) -> {
                ScriptedUpstream.raw(
                        out,
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
                                + "400\r\n{\"id\":\"c\",\"object\"");
            }),
            stream("is cut before [DONE]", "cut", true, (socket, out) -> {
                ScriptedUpstream.streamHead(out);
                ScriptedUpstream.raw(out, CHUNK);
            }),
            whole("answers 429 with retry-after", "rate-limited", true, (socket, out) -> limited(out, "1")),
            whole("answers 429 without retry-after", "rate-limited", true, (socket, out) -> limited(out, "")),
            whole(
                    "answers 500",
                    "error",
                    true,
                    (socket, out) -> ScriptedUpstream.write(
                            out, 500, JSON, "{\"error\":{\"message\":\"oops\",\"type\":\"server_error\"}}")),
            whole(
                    "answers 503",
                    "error",
                    true,
                    (socket, out) -> ScriptedUpstream.write(out, 503, "text/plain", "busy")),
            whole(
                    "answers HTML",
                    "invalid",
                    false,
                    (socket, out) -> ScriptedUpstream.write(out, 200, "text/html", "<html>maintenance</html>")),
            stream("tells of an error inside a 200 stream", "error", true, (socket, out) -> {
                ScriptedUpstream.streamHead(out);
                ScriptedUpstream.raw(out, ERROR_EVENT);
            }),
            saying("refuses in English", REFUSAL),
            saying("refuses in Chinese", REFUSAL_IN_CHINESE),
            streaming("refuses in a stream", "I'm sorry, ", "but I can't ", "help with ", "that."),
            whole(
                    "ends filtered",
                    "refused",
                    false,
                    (socket, out) ->
                            ScriptedUpstream.write(out, 200, JSON, filtered().encode())),
        };
    }

    private static Lie whole(String name, String outcome, boolean passes, ScriptedUpstream.Script script) {
        return new Lie(name, false, true, outcome, passes, script);
    }

    private static Lie stream(String name, String outcome, boolean passes, ScriptedUpstream.Script script) {
        return new Lie(name, true, true, outcome, passes, script);
    }

    private static Lie saying(String name, String text) {
        return whole(
                name,
                "refused",
                false,
                (socket, out) -> ScriptedUpstream.write(
                        out, 200, JSON, ChatJson.answer(text).encode()));
    }

    private static Lie streaming(String name, String... deltas) {
        return stream(name, "refused", false, (socket, out) -> {
            ScriptedUpstream.streamHead(out);
            ScriptedUpstream.raw(out, ChatStream.stream(deltas));
        });
    }

    private static void trickle(Socket socket, OutputStream out) throws IOException, InterruptedException {
        ScriptedUpstream.raw(out, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4000\r\n\r\n");
        for (byte b : ChatJson.answer("slow").encode().getBytes(StandardCharsets.UTF_8)) {
            out.write(b);
            out.flush();
            Thread.sleep(500);
        }
    }

    private static void limited(OutputStream out, String retryAfter) throws IOException {
        String body =
                "{\"error\":{\"message\":\"Rate limit reached\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}";
        ScriptedUpstream.raw(
                out,
                "HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\n"
                        + (retryAfter.isEmpty() ? "" : "retry-after: " + retryAfter + "\r\n")
                        + "content-length: " + body.length() + "\r\nconnection: close\r\n\r\n" + body);
    }

    private static JsonObject filtered() {
        JsonObject answer = ChatJson.answer("");
        answer.getJsonArray("choices").getJsonObject(0).put("finish_reason", "content_filter");
        return answer;
    }

    /** Whether it streams words, which go out at once where no other target could be asked. */
    boolean speaks() {
        return streams && !outcome.equals("error");
    }

    /** Whether a model said it, so that only a rule makes a failure of it. */
    boolean isAnswer() {
        return outcome.equals("refused");
    }

    @Override
    public String toString() {
        return name;
    }
}
