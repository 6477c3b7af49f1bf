package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time-out of idle connections knows of exchanges: it cuts none off, however slow its model is. */
class SlowAnswerTest {
    private static final long FIVE_IDLE_TIMES = 1500;
    private static final String ANSWER = ChatJson.answer("We open at nine.").encode();
    private static final String STREAM = "data: " + ChatStream.chunk("We open at nine.", null) + "\n\n" + "data: "
            + ChatStream.chunk("", "stop") + "\n\ndata: [DONE]\n\n";

    @TempDir
    private Path home;

    private Gateway gateway(String targets, String route) {
        return Gateway.start(
                home,
                """
                limits: { idle-time: 300ms }
                targets: [ %s ]
                routes: [ { name: all, models: [ "*" ], deadline: 20s, %s } ]
                """
                        .formatted(targets, route));
    }

    private Gateway gateway(ScriptedUpstream upstream, String route) {
        return gateway("{ name: up, kind: http, url: \"" + upstream.url() + "\" }", "targets: [ up ], " + route);
    }

    private static void answerLate(OutputStream out) throws IOException, InterruptedException {
        Thread.sleep(FIVE_IDLE_TIMES);
        ScriptedUpstream.write(out, 200, "application/json", ANSWER);
    }

    @Test
    void answerComes_whenTheModelTakesFiveIdleTimes() {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> answerLate(out));
                Gateway gateway = gateway(upstream, "hold-back: whole")) {
            HttpResponse<String> answer = gateway.ask("any", "When do you open?");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(ANSWER);
        }
    }

    @Test
    void answerComes_whenItIsTheSecondTargetsAndBothAreSlow() {
        try (ScriptedUpstream failing = new ScriptedUpstream((socket, out) -> {
                    Thread.sleep(700);
                    ScriptedUpstream.write(out, 500, "application/json", "{}");
                });
                ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> answerLate(out));
                Gateway gateway = gateway(
                        "{ name: bad, kind: http, url: \"" + failing.url() + "\" }, { name: up, kind: http, url: \""
                                + upstream.url() + "\" }",
                        "targets: [ bad, up ]")) {
            assertThat(gateway.ask("any", "When do you open?").body()).isEqualTo(ANSWER);
        }
    }

    @Test
    void streamComes_whenItIsHeldOrSilentForFiveIdleTimes() {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    Thread.sleep(FIVE_IDLE_TIMES / 2);
                    ScriptedUpstream.streamHead(out);
                    ScriptedUpstream.raw(out, STREAM.substring(0, 40));
                    Thread.sleep(FIVE_IDLE_TIMES);
                    ScriptedUpstream.raw(out, STREAM.substring(40));
                });
                Gateway gateway = gateway(upstream, "hold-back: whole")) {
            HttpResponse<String> answer = gateway.askForStream("any", "When do you open?");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(STREAM);
        }
    }

    @Test
    void routesDeadlineIsWhatEndsIt_whenTheModelIsSilentForGood() {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> Thread.sleep(20_000));
                Gateway gateway = Gateway.start(
                        home,
                        """
                        limits: { idle-time: 300ms }
                        targets: [ { name: up, kind: http, url: "%s" } ]
                        routes: [ { name: all, models: [ "*" ], deadline: 2s, targets: [ up ] } ]
                        """
                                .formatted(upstream.url()))) {
            HttpResponse<String> answer = gateway.ask("any", "When do you open?");

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(gateway.lastEntry(answer).getString("failure")).startsWith("deadline_exceeded");
        }
    }

    @Test
    void connectionIsClosed_whenNoExchangeIsUnderWay() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "application/json", ANSWER);
                Gateway gateway = gateway(upstream, "hold-back: whole");
                Socket caller = new Socket("127.0.0.1", gateway.app().port())) {
            caller.setSoTimeout(10_000);
            String body = Gateway.chat("any", "hello", false).encode();
            send(caller, request(body.length()) + body);

            String all = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all).startsWith("HTTP/1.1 200").endsWith(ANSWER);
        }
    }

    @Test
    void connectionIsClosed_whenItsNextHeadOnlyDrips() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "application/json", ANSWER);
                Gateway gateway = gateway(upstream, "hold-back: whole");
                Socket caller = new Socket("127.0.0.1", gateway.app().port())) {
            caller.setSoTimeout(10_000);
            send(caller, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
            Thread dripping = new Thread(() -> drip(caller));
            dripping.start();
            InputStream in = caller.getInputStream();
            await().atMost(Duration.ofSeconds(10)).until(() -> ended(in));
            dripping.join();
        }
    }

    private static void drip(Socket caller) {
        try {
            for (int i = 0; i < 100; i++) {
                send(caller, "G");
                Thread.sleep(100);
            }
        } catch (IOException closed) {
            // what the test waits for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(InputStream in) {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static String request(int length) {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: " + length + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
