package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A model endpoint that answers what was recorded; what was not, it answers with 404. */
record RecordedUpstream(HttpServer server, ExecutorService threads, List<OutsideCall> recorded)
        implements AutoCloseable {
    private static final Path RECORDED =
            Path.of(System.getProperty("fulcrum.shared", "../shared/data"), "transcripts/exchanges.jsonl");
    private static final List<String> PATHS =
            List.of("/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/embeddings", "/v1/messages");
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(int status, boolean stream, byte[] body) {}

    static RecordedUpstream start() throws IOException {
        Map<JsonNode, Answer> answers = new HashMap<>();
        List<OutsideCall> calls = new ArrayList<>();
        if (Files.exists(RECORDED)) {
            for (String line : Files.readAllLines(RECORDED)) {
                read(JSON.readTree(line), answers, calls);
            }
        } else {
            System.out.println("no recorded exchanges at " + RECORDED + ": only the others are compared");
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            Answer answer = answers.getOrDefault(
                    request, new Answer(404, false, "{\"error\":{\"message\":\"not recorded\"}}".getBytes(UTF_8)));
            exchange.getResponseHeaders().set("content-type", answer.stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
            exchange.getResponseBody().write(answer.body);
            exchange.close();
        });
        server.start();
        return new RecordedUpstream(server, threads, calls);
    }

    private static void read(JsonNode exchange, Map<JsonNode, Answer> answers, List<OutsideCall> calls)
            throws IOException {
        String recordedPath = exchange.get("path").asText();
        JsonNode request = exchange.get("request");
        String path = PATHS.stream().filter(recordedPath::endsWith).findFirst().orElse(null);
        if (path == null || request == null || !request.isObject()) {
            return;
        }
        byte[] answer = exchange.hasNonNull("response_raw")
                ? exchange.get("response_raw").asText().getBytes(UTF_8)
                : JSON.writeValueAsBytes(exchange.get("response_json"));
        answers.putIfAbsent(
                request,
                new Answer(
                        exchange.get("status").asInt(),
                        exchange.get("streaming").asBoolean(),
                        answer));
        calls.add(OutsideCall.post("recorded " + calls.size() + " " + path, path, JSON.writeValueAsString(request)));
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
