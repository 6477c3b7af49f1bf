package dev.fulcrum.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Random;

/** A model endpoint that answers, fails and lies by turns, as a seed has it. */
final class ChaoticUpstream {
    private static final String JSON =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"%s\"}],"
                    + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":9,\"total_tokens\":18}}";
    private static final String EVENT =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]}\n\n";
    private static final String ANSWER = "Our branches open at nine. They close at five. On Saturdays they are closed.";
    private static final String REFUSAL = "I'm sorry, but I can't help with that.";
    private static final int EVENTS = 12;

    private final Vertx vertx;
    private final Random random;
    private final double honest;

    /** @param honest the share of requests that are answered as they should be */
    ChaoticUpstream(Vertx vertx, long seed, double honest) {
        this.vertx = vertx;
        this.random = new Random(seed);
        this.honest = honest;
    }

    /** Listens on a free port of the loopback interface. */
    Future<Integer> listen() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body.toString())))
                .listen(0, "127.0.0.1")
                .map(server -> server.actualPort());
    }

    private synchronized int turn() {
        return random.nextDouble() < honest ? -1 : random.nextInt(11);
    }

    private void answer(HttpServerRequest request, String body) {
        HttpServerResponse response = request.response();
        boolean stream = body.contains("\"stream\":true");
        switch (turn()) {
            case 0 -> error(response.putHeader("retry-after", "1"), 429, "application/json", "{\"error\":{}}");
            case 1 -> error(response, 429, "application/json", "{\"error\":{}}");
            case 2 -> error(response, 500, "application/json", "{\"error\":{}}");
            case 3 -> error(response, 503, "text/plain", "busy");
            case 4 -> error(response, 200, "text/html", "<html>maintenance</html>");
            case 5 -> vertx.setTimer(5_000, silent -> request.connection().close());
            case 6 -> request.connection().close();
            case 7 -> cut(request, stream);
            case 8 -> events(response, "data: {\"error\":{\"message\":\"oops\",\"type\":\"server_error\"}}\n\n");
            case 9 -> whole(response, stream, REFUSAL, "stop");
            case 10 -> whole(response, stream, "", "content_filter");
            default -> whole(response, stream, ANSWER, "stop");
        }
    }

    private static void error(HttpServerResponse response, int status, String type, String body) {
        response.setStatusCode(status).putHeader("content-type", type).end(body);
    }

    private static void events(HttpServerResponse response, String events) {
        response.putHeader("content-type", "text/event-stream").end(events);
    }

    private void cut(HttpServerRequest request, boolean stream) {
        HttpServerResponse response = request.response().setChunked(true);
        response.putHeader("content-type", stream ? "text/event-stream" : "application/json");
        response.write(stream ? EVENT.formatted("Our branches ", "null") : JSON.substring(0, 40))
                .onComplete(
                        written -> vertx.setTimer(20, id -> request.connection().close()));
    }

    private void whole(HttpServerResponse response, boolean stream, String text, String finish) {
        if (!stream) {
            error(response, 200, "application/json", JSON.formatted(text, finish));
            return;
        }
        response.putHeader("content-type", "text/event-stream").setChunked(true);
        next(response, text, finish, 0);
    }

    private void next(HttpServerResponse response, String text, String finish, int event) {
        if (response.closed()) {
            return;
        }
        int from = text.length() * event / EVENTS;
        int to = text.length() * (event + 1) / EVENTS;
        if (event < EVENTS) {
            response.write(EVENT.formatted(text.substring(from, to), "null"));
            vertx.setTimer(10, id -> next(response, text, finish, event + 1));
        } else {
            response.end(EVENT.formatted("", "\"" + finish + "\"") + "data: [DONE]\n\n");
        }
    }
}
