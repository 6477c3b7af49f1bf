package dev.fulcrum.gateway;

import static org.awaitility.Awaitility.await;

import dev.fulcrum.App;
import dev.fulcrum.StartFailure;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Loaded;
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
import java.util.stream.Stream;

/** A real gateway in a directory of its own, called as its users call it. */
public final class Gateway implements AutoCloseable {
    /** The shipped rules. */
    static final Path SHIPPED_RULES = Path.of("rules").toAbsolutePath();

    static final Path SHIPPED_RISKS = Path.of("config/risks.yaml").toAbsolutePath();

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
        if (!Files.exists(home.resolve("rules"))) {
            copy(SHIPPED_RULES, home.resolve("rules"));
        }
        return startWithOwnRules(home, yaml);
    }

    /** Starts with the rules that stand in the directory {@code rules} already. */
    static Gateway startWithOwnRules(Path home, String yaml) {
        try {
            Files.writeString(home.resolve("fulcrum.yaml"), config(yaml));
            if (!Files.exists(home.resolve("risks.yaml"))) {
                Files.copy(SHIPPED_RISKS, home.resolve("risks.yaml"));
            }
            Loaded<GatewayConfig> loaded = GatewayConfig.read(home.resolve("fulcrum.yaml"), name -> null);
            if (loaded.value().isEmpty()) {
                throw new AssertionError("the test's configuration is refused: " + loaded.problems());
            }
            return new Gateway(home, App.start(loaded.value().get(), Clock.systemUTC()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StartFailure e) {
            throw new AssertionError(e.getMessage() + " " + e.problems(), e);
        }
    }

    private static String config(String yaml) {
        StringBuilder all = new StringBuilder(yaml);
        orDefault(all, yaml, "server:", "server: { host: 127.0.0.1, port: 0 }");
        orDefault(all, yaml, "admin:", "admin: { host: 127.0.0.1, port: 0 }");
        orDefault(all, yaml, "policy:", "policy: { rules: rules, risks: risks.yaml, evaluation-time: 2s }");
        orDefault(all, yaml, "ledger:", "ledger: { path: data/fulcrum.db }");
        orDefault(
                all,
                yaml,
                "desks:",
                """
                desks:
                  - { name: wealth, hours: always }
                  - { name: complaints, hours: always }
                  - { name: fraud, hours: always }
                """);
        return all.toString();
    }

    private static void orDefault(StringBuilder all, String yaml, String key, String text) {
        if (!("\n" + yaml).contains("\n" + key)) {
            all.append('\n').append(text).append('\n');
        }
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    @Override
    public void close() {
        app.close();
    }
}
