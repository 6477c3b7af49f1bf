package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upstream goes no further than its caller: it is read as fast as the caller reads, and left when the caller leaves. */
class CallerPaceTest {
    private static final String CHUNK = "data: " + ChatStream.chunk("Hel", null) + "\n\n";

    @TempDir
    private Path home;

    private Gateway gateway(ScriptedUpstream upstream) {
        return Gateway.start(
                home,
                """
                targets: [ { name: up, kind: http, url: "%s", first-byte-timeout: 30s, idle-timeout: 1s } ]
                routes: [ { name: all, models: [ "*" ], targets: [ up ], deadline: 20s } ]
                """
                        .formatted(upstream.url()));
    }

    @Test
    void isCancelledWithinASecond_whenTheCallerLeaves() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    ScriptedUpstream.streamHead(out);
                    ScriptedUpstream.raw(out, CHUNK);
                    while (true) {
                        Thread.sleep(50);
                        ScriptedUpstream.raw(out, ": still here\n\n");
                    }
                });
                Gateway gateway = gateway(upstream)) {
            Rules.silenceResponses(gateway);
            leaveAfterAWhile(gateway, true);
            await().atMost(Duration.ofSeconds(1)).until(() -> upstream.closedByPeer() == 1);
        }
    }

    @Test
    void isCancelledWithinASecond_whenTheCallerLeavesBeforeTheAnswerBegins() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    socket.setSoTimeout(6000);
                    if (socket.getInputStream().read() < 0) {
                        throw new IOException("closed");
                    }
                });
                Gateway gateway = gateway(upstream)) {
            leaveAfterAWhile(gateway, false);
            await().atMost(Duration.ofSeconds(1)).until(() -> upstream.closedByPeer() == 1);
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                            gateway.admin("GET", "/exchanges", "").body())
                    .contains("caller_left"));
        }
    }

    private static void leaveAfterAWhile(Gateway gateway, boolean afterFirstByte)
            throws IOException, InterruptedException {
        String body = Gateway.chat("any", "hello", true).encode();
        try (Socket caller = new Socket("127.0.0.1", gateway.app().port())) {
            caller.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            if (afterFirstByte) {
                assertThat(caller.getInputStream().read()).isEqualTo('H');
            } else {
                Thread.sleep(300);
            }
        }
    }

    @Test
    void isReadNoFasterThanTheCallerReads() throws Exception {
        byte[] chunk = CHUNK.replace("Hel", "x".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
        long[] written = {0};
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    ScriptedUpstream.streamHead(out);
                    for (int i = 0; i < 2000; i++) {
                        out.write(chunk);
                        written[0] += chunk.length;
                    }
                });
                Gateway gateway = gateway(upstream);
                Socket caller = new Socket("127.0.0.1", gateway.app().port())) {
            Rules.silenceResponses(gateway);
            caller.setReceiveBufferSize(64 * 1024);
            String body = Gateway.chat("any", "hello", true).encode();
            caller.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(caller.getInputStream().read()).isEqualTo('H');
            long[] before = {-1};
            await().pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        boolean still = written[0] == before[0];
                        before[0] = written[0];
                        return still;
                    });

            assertThat(written[0])
                    .as("bytes taken from an upstream that offers 120 MB")
                    .isLessThan(40_000_000);
        }
    }

    @Test
    void isClosed_whenTheCallerHardlyReads() throws Exception {
        String answer = ChatJson.answer("x".repeat(8_000_000)).encode();
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "application/json", answer);
                Gateway gateway = Gateway.start(
                        home,
                        """
                        limits: { idle-time: 2s }
                        targets: [ { name: up, kind: http, url: "%s", idle-timeout: 60s } ]
                        routes: [ { name: all, models: [ "*" ], targets: [ up ], deadline: 60s } ]
                        """
                                .formatted(upstream.url()));
                Socket caller = new Socket()) {
            caller.setReceiveBufferSize(4096);
            caller.connect(new InetSocketAddress("127.0.0.1", gateway.app().port()));
            String body = Gateway.chat("any", "hello", false).encode();
            caller.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(caller.getInputStream().read()).isEqualTo('H');

            byte[] little = new byte[512];
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> closed(caller, little));
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                            gateway.admin("GET", "/exchanges", "").body())
                    .contains("\"up\"")
                    .doesNotContain("caller_left"));
        }
    }

    /** Reads a little and sends a byte, so that something always moves. */
    private static boolean closed(Socket caller, byte[] little) {
        try {
            caller.getOutputStream().write('P');
            return caller.getInputStream().read(little) < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
