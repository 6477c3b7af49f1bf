package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers that are far too large for the heap: each comes whole or is refused, and the process either serves or ends itself.
 *
 * <p>With one size of heap in an ordinary build; {@code -Dfulcrum.heaps=192m,256m,512m} for the full proof, which prints what came of each answer.
 */
class MemoryTest {
    private static final int ANSWERS = 6;
    private static final int BYTES = 30_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String SENTENCE = "Our branch opens at nine and closes at five. ";

    @TempDir
    private Path home;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Stream<String> heaps() {
        return Arrays.stream(System.getProperty("fulcrum.heaps", "192m").split(","));
    }

    /** A large answer that is unlike the others, as its first letter says. */
    private static byte[] answer(int number) {
        String text = (char) ('A' + number) + SENTENCE.repeat(BYTES / SENTENCE.length());
        return ChatJson.answer(text).encode().getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(OutputStream out, byte[] body) throws IOException {
        ScriptedUpstream.raw(
                out,
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length
                        + "\r\nconnection: close\r\n\r\n");
        out.write(body);
        out.flush();
    }

    private CompletableFuture<HttpResponse<byte[]>> ask(ServeProcess gateway) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                Gateway.chat("any", "When do you open?", false).encode()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @MethodSource("heaps")
    void eachAnswerIsWholeOrRefused_whenTheyAreTooLargeForTheHeap(String heap) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ScriptedUpstream upstream =
                        new ScriptedUpstream((socket, out) -> answer(out, answer(next.getAndIncrement())));
                ServeProcess gateway = ServeProcess.start(
                        home,
                        """
                        policy: { rules: rules, risks: risks.yaml, evaluation-time: 2s, cases: false }
                        targets: [ { name: up, kind: http, url: "%s", breaker: none } ]
                        routes: [ { name: all, models: [ "*" ], targets: [ up ], deadline: 200s } ]
                        """
                                .formatted(upstream.url()),
                        "-Xmx" + heap)) {
            List<CompletableFuture<HttpResponse<byte[]>>> calls = new ArrayList<>();
            for (int i = 0; i < ANSWERS; i++) {
                calls.add(ask(gateway));
            }
            CompletableFuture<?> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
            await().atMost(PATIENCE)
                    .until(() -> all.isDone() || !gateway.process().isAlive());

            List<String> ends = new ArrayList<>();
            for (CompletableFuture<HttpResponse<byte[]>> call : calls) {
                ends.add(end(call));
            }
            System.out.println(
                    "heap " + heap + ": " + ends + (gateway.process().isAlive() ? "" : ", and ended itself"));
            assertThat(ends)
                    .allMatch(end -> List.of("whole", "refused", "broken off").contains(end));
            if (!ends.contains("broken off")) {
                assertThat(gateway.status("/readyz", Duration.ofSeconds(20))).isEqualTo(200);
            } else {
                assertThat(gateway.ended(Duration.ofSeconds(30))).isEqualTo(3);
            }
        }
    }

    private static String end(CompletableFuture<HttpResponse<byte[]>> call) {
        try {
            HttpResponse<byte[]> response = call.join();
            if (response.statusCode() == 503) {
                return new String(response.body(), StandardCharsets.UTF_8).contains("memory_full")
                        ? "refused"
                        : "refused for another reason";
            }
            String body = new String(response.body(), StandardCharsets.UTF_8);
            int at = body.indexOf(SENTENCE);
            int number = at < 1 ? -1 : body.charAt(at - 1) - 'A';
            return response.statusCode() == 200 && number >= 0 && Arrays.equals(response.body(), answer(number))
                    ? "whole"
                    : "status " + response.statusCode() + " with " + response.body().length + " bytes";
        } catch (CompletionException broken) {
            return broken.getCause() instanceof IOException ? "broken off" : broken.toString();
        }
    }
}
