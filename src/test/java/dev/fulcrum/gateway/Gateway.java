package dev.fulcrum.gateway;

import static org.awaitility.Awaitility.await;

import dev.fulcrum.App;
import dev.fulcrum.StartFailure;
import dev.fulcrum.config.GatewayConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real gateway in a directory of its own, called as its users call it. */
public final class Gateway implements AutoCloseable {
    private static final String SIMULATED =
            """
            targets:
              - { name: sim-eager, kind: simulated, character: eager }
              - { name: sim-balanced, kind: simulated, character: balanced }
            routes:
              - { name: sim-eager, models: [ sim-eager ], targets: [ sim-eager ] }
              - { name: help-desk, models: [ help-desk, "gpt-*" ], targets: [ sim-balanced ] }
            """;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path home;
    private final App app;
    private final String token;

    private Gateway(Path home, App app) {
        this.home = home;
        this.app = app;
        try {
            this.token = Files.readString(home.resolve("data/admin-token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts with the shipped rules, risks and simulated models; again, when the directory has been used before. */
    static Gateway shipped(Path home) {
        return start(home, SIMULATED);
    }

    /**
     * Starts with the shipped rules.
     *
     * @param yaml targets, routes and whatever else differs from the defaults; {@code policy.rules} is the directory {@code rules}
     */
    static Gateway start(Path home, String yaml) {
        GatewayHome.shipRules(home);
        return startWithOwnRules(home, yaml);
    }

    /** Starts with the rules that stand in the directory {@code rules} already. */
    static Gateway startWithOwnRules(Path home, String yaml) {
        return startWithOwnRules(home, yaml, Clock.systemUTC());
    }

    /** Starts with the rules that stand in the directory {@code rules} already, and a clock. */
    static Gateway startWithOwnRules(Path home, String yaml, Clock clock) {
        return start(home, GatewayHome.configure(home, yaml), clock);
    }

    /** Starts with a configuration that has been read. */
    static Gateway start(Path home, GatewayConfig config, Clock clock) {
        try {
            return new Gateway(home, App.start(config, clock));
        } catch (StartFailure e) {
            throw new AssertionError(e.getMessage() + " " + e.problems(), e);
        }
    }

    /**
     * Starts, with the rules that stand in the directory, in front of one endpoint that is asked for every model on every surface.
     *
     * @param holdBack how answers are held back; windows are 40 characters long
     */
    static Gateway inFrontOf(Path home, ScriptedUpstream upstream, String holdBack) {
        return startWithOwnRules(
                home,
                """
                targets:
                  - { name: up, kind: http, url: "%s",
                      surfaces: [ openai.chat, openai.completions, openai.responses, openai.embeddings, anthropic.messages ] }
                routes: [ { name: all, models: [ "*" ], targets: [ up ], hold-back: %s, window: 40 } ]
                """
                        .formatted(upstream.url(), holdBack));
    }

    Path home() {
        return home;
    }

    App app() {
        return app;
    }

    String url() {
        return "http://127.0.0.1:" + app.port();
    }

    String token() {
        return token;
    }

    /** Asks a model one question. */
    HttpResponse<String> ask(String model, String question) {
        return post("/v1/chat/completions", chat(model, question, false).encode());
    }

    /** Asks a model one question and reads the stream of its answer to the end. */
    HttpResponse<String> askForStream(String model, String question) {
        return post("/v1/chat/completions", chat(model, question, true).encode());
    }

    static JsonObject chat(String model, String question, boolean stream) {
        JsonObject chat = new JsonObject()
                .put("model", model)
                .put(
                        "messages",
                        new JsonArray().add(new JsonObject().put("role", "user").put("content", question)));
        return stream ? chat.put("stream", true) : chat;
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(30));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** Calls the admin side with the first token; an empty body means GET. */
    HttpResponse<String> admin(String method, String path, String body) {
        return adminAs(token, method, path, body);
    }

    HttpResponse<String> adminAs(String bearer, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + app.adminPort() + "/admin/v1" + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!bearer.isEmpty()) {
            request.header("authorization", "Bearer " + bearer);
        }
        return send(request.build());
    }

    HttpResponse<String> switchRule(String rule, JsonObject change) {
        return admin("PUT", "/rules/" + URLEncoder.encode(rule, StandardCharsets.UTF_8) + "/switch", change.encode());
    }

    String metrics() {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.adminPort() + "/metrics"))
                        .build())
                .body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The ledger's entries of one exchange, as JSON; waits for them, since plain answers go before their entry is written. */
    List<JsonObject> entries(HttpResponse<?> response) {
        String id = response.headers().firstValue("x-fulcrum-exchange").orElseThrow();
        HttpResponse<String> found = await().atMost(Duration.ofSeconds(10))
                .until(() -> admin("GET", "/exchanges/" + id, ""), it -> it.statusCode() == 200);
        List<JsonObject> entries = new ArrayList<>();
        new JsonObject(found.body()).getJsonArray("entries").forEach(entry -> entries.add((JsonObject) entry));
        return entries;
    }

    /** The newest of the ledger's entries of one exchange. */
    JsonObject lastEntry(HttpResponse<?> response) {
        List<JsonObject> entries = entries(response);
        return entries.get(entries.size() - 1);
    }

    static String outcome(HttpResponse<?> response) {
        return response.headers().firstValue("x-fulcrum-outcome").orElse("");
    }

    @Override
    public void close() {
        app.close();
    }
}
