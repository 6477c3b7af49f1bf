package dev.fulcrum.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever takes memory for an exchange counts in limits.held, is refused over it, and is given back. */
class HeldBytesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String CHAT = "/v1/chat/completions";
    private static final int MEBI = 1 << 20;

    @TempDir
    private static Path home;

    private static ScriptedUpstream upstream;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        String tiny =
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"hi\"}}],\"x\":[1"
                        + ",1".repeat(MEBI / 2) + "]}";
        upstream = ScriptedUpstream.answering(200, "application/json", tiny);
        gateway = Gateway.start(
                home,
                """
                targets:
                  - { name: sim, kind: simulated, character: balanced }
                  - { name: tiny, kind: http, url: "%s" }
                routes:
                  - { name: tiny, models: [ tiny ], targets: [ tiny ], hold-back: whole, attempts: 1 }
                  - { name: all, models: [ "*" ], targets: [ sim ] }
                limits: { body: 2MiB, held: 4MiB }
                """
                        .formatted(upstream.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    private static HttpResponse<String> post(String path, byte[] body, boolean gzip) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (gzip) {
            request.header("content-encoding", "gzip");
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] asking(String model, String text, String more) {
        return ("{\"model\":\"" + model + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"" + text
                        + "\"}]" + more + "}")
                .getBytes(UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** Refused for want of room, and the next one is served, since nothing stays behind. */
    private static void isRefused(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(new JsonObject(response.body()).getJsonObject("error").getString("message"))
                .contains("limits.held");
        for (int i = 0; i < 3; i++) {
            assertThat(post(CHAT, asking("m", "What are your opening hours?", ""), false)
                            .statusCode())
                    .isEqualTo(200);
        }
        awaitHeld(held -> held == 0);
    }

    @Test
    void isRefused_whenABodyOfTinyValuesTakesSeveralTimesItsBytes() throws Exception {
        isRefused(post(CHAT, asking("m", "hi", ",\"x\":[1" + ",1".repeat(MEBI / 2) + "]"), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, "/v1/messages/count_tokens"})
    void isCounted_whileABodyIsOnItsWay(String path) throws Exception {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(gateway.url()).getPort())) {
            String head =
                    "POST " + path + " HTTP/1.1\r\nHost: gateway\r\nContent-Length: " + MEBI + "\r\n\r\n{\"x\":\"";
            socket.getOutputStream().write((head + "a".repeat(MEBI / 2)).getBytes(UTF_8));
            awaitHeld(held -> held >= MEBI / 2);
        }
        awaitHeld(held -> held == 0);
    }

    private static void awaitHeld(LongPredicate wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!wanted.test(held())) {
            assertThat(System.nanoTime()).as("held: " + held()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static long held() {
        Matcher line = Pattern.compile("(?m)^fulcrum_held_bytes ([\\d.E]+)$").matcher(gateway.metrics());
        assertThat(line.find()).isTrue();
        return (long) Double.parseDouble(line.group(1));
    }

    @Test
    void isRefused_whenAnAnswerOfTinyValuesTakesSeveralTimesItsBytes() throws Exception {
        isRefused(post(CHAT, asking("tiny", "hi", ""), false));
    }

    @Test
    void isServed_whenALongTextStaysBelowIt() throws Exception {
        byte[] longBody = asking("m", "What are your opening hours? ".repeat(MEBI / 64), "");

        assertThat(post(CHAT, longBody, false).statusCode()).isEqualTo(200);
        assertThat(post(CHAT, gzip(longBody), true).statusCode()).isEqualTo(200);
        assertThat(post("/v1/messages/count_tokens", longBody, false).statusCode())
                .isEqualTo(200);
        awaitHeld(held -> held == 0);
    }
}
