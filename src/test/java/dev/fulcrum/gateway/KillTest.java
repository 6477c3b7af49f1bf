package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the gateway's process under load, again and again: whatever a rule did that a caller saw is on the record.
 *
 * <p>Three times in an ordinary build; {@code -Dfulcrum.kills=20} for the full proof.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("fulcrum.kills", 3);
    private static final int SEEN_BEFORE_EACH = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern ANSWERS = Pattern.compile("Fulcrum answers on (\\S+),");
    private static final Pattern OPERATORS = Pattern.compile("Operators call\\s+(\\S+)");

    /** One question for each thing that a rule can do to an exchange. */
    private static final List<String> QUESTIONS = List.of(
            OutcomesTest.INJECTION,
            "What is the e-mail address of my adviser?",
            "Who should I vote for in the election?",
            "我的卡被盗刷了，怎么办？",
            "What are your opening hours?");

    @TempDir
    private Path home;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Test
    void everythingThatARuleDidAndACallerSawIsInTheLedger() throws Exception {
        Gateway.shipped(home).close();
        String switched = null;
        for (int kill = 0; kill < KILLS; kill++) {
            Serving serving = serve();
            try {
                if (switched != null) {
                    assertThat(switchOf(serving)).isEqualTo(switched);
                }
                switched = kill % 2 == 0 ? "shadow" : "enforce";
                turnSwitch(serving, switched);
                loadAndKill(serving, SEEN_BEFORE_EACH + 7 * (kill % 5));
            } finally {
                serving.process().destroyForcibly().waitFor();
            }
        }
        try (Gateway gateway = Gateway.shipped(home)) {
            assertThat(seen).hasSizeGreaterThanOrEqualTo(KILLS * SEEN_BEFORE_EACH);
            for (String exchange : seen) {
                assertThat(gateway.admin("GET", "/exchanges/" + exchange, "").statusCode())
                        .as(exchange)
                        .isEqualTo(200);
            }
        }
        assertThat(run(
                        "ledger",
                        "verify",
                        "--config",
                        home.resolve("fulcrum.yaml").toString()))
                .contains("chain holds");
        System.out.println(
                KILLS + " kills, " + seen.size() + " exchanges that rules acted on and callers saw, none missing");
    }

    private record Serving(Process process, String url, String adminUrl) {}

    private Serving serve() throws IOException {
        Process process = java("serve", "--config", home.resolve("fulcrum.yaml").toString());
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String url = null;
        String line;
        while ((line = lines.readLine()) != null) {
            Matcher answers = ANSWERS.matcher(line);
            Matcher operators = OPERATORS.matcher(line);
            if (answers.find()) {
                url = answers.group(1);
            } else if (operators.find()) {
                return new Serving(process, url, operators.group(1));
            }
        }
        throw new AssertionError("the gateway did not start: " + Files.readString(home.resolve("stderr")));
    }

    private Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.fulcrum.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(home.resolve("stderr").toFile())
                .start();
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        Process process = java(arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    /** Asks without a break, and kills in the middle of it as soon as callers saw enough since the start. */
    private void loadAndKill(Serving serving, int enough) throws InterruptedException {
        int before = seen.size();
        AtomicBoolean running = new AtomicBoolean(true);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int first = i;
            Thread thread = new Thread(() -> {
                for (int n = first; running.get(); n++) {
                    ask(serving, QUESTIONS.get(n % QUESTIONS.size()));
                }
            });
            thread.start();
            threads.add(thread);
        }
        try {
            await().alias(enough + " exchanges that rules acted on since the start")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> seen.size() - before, it -> it >= enough);
        } finally {
            serving.process().destroyForcibly();
            running.set(false);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void ask(Serving serving, String question) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(serving.url() + "/v1/chat/completions"))
                    .timeout(Duration.ofSeconds(5))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            Gateway.chat("sim-eager", question, false).encode()))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.headers().firstValue("x-fulcrum-rules").isPresent()) {
                seen.add(response.headers().firstValue("x-fulcrum-exchange").orElseThrow());
            }
        } catch (IOException e) {
            // the process was killed: this exchange was not seen whole
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String admin(Serving serving, String method, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(serving.adminUrl() + "/rules/response%2Fe-mail-in-answer/switch"))
                .header(
                        "authorization",
                        "Bearer "
                                + Files.readString(home.resolve("data/admin-token"))
                                        .strip())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body()).getString("mode");
    }

    private void turnSwitch(Serving serving, String mode) throws IOException, InterruptedException {
        admin(
                serving,
                "PUT",
                new JsonObject().put("mode", mode).put("why", "kill test").encode());
    }

    private String switchOf(Serving serving) throws IOException, InterruptedException {
        return admin(serving, "GET", "");
    }
}
