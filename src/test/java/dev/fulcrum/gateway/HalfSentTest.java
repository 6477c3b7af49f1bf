package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that has not come as a whole takes no place of those that have. */
class HalfSentTest {
    private static final int SENDERS = 40;

    @TempDir
    private Path home;

    private Gateway gateway() {
        return Gateway.start(
                home,
                """
                limits: { exchanges: 2, queue: 0, request-time: 10s }
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 4000\r\n\r\n{\"model\":",
                "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 4000\r\nexpect: 100-continue\r\n\r\n",
                "POST /v1/messages HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"mod\r\n",
                "POST /v1/outcomes HTTP/1.1\r\nhost: x\r\ncontent-length: 400\r\n\r\n{"
            })
    void othersAreServed_whenManyHaveSentHalf(String half) throws IOException {
        List<Socket> senders = new ArrayList<>();
        try (Gateway gateway = gateway()) {
            for (int i = 0; i < SENDERS; i++) {
                senders.add(new Socket("127.0.0.1", gateway.app().port()));
                senders.get(i).getOutputStream().write(half.getBytes(StandardCharsets.ISO_8859_1));
            }

            for (int i = 0; i < 4; i++) {
                assertThat(gateway.ask("any", "What are your opening hours?").statusCode())
                        .isEqualTo(200);
                assertThat(gateway.post("/v1/outcomes", "{}").statusCode()).isEqualTo(400);
            }
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
    }

    @Test
    void isAnswered408_whenTheBodyNeverComes() throws IOException {
        try (Gateway gateway = Gateway.start(
                        home,
                        """
                        limits: { request-time: 300ms }
                        targets: [ { name: sim, kind: simulated, character: balanced } ]
                        routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                        """);
                Socket sender = new Socket("127.0.0.1", gateway.app().port())) {
            sender.setSoTimeout(10_000);
            sender.getOutputStream()
                    .write("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 4000\r\n\r\n{"
                            .getBytes(StandardCharsets.ISO_8859_1));

            assertThat(new String(sender.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408")
                    .contains("request_timeout");
        }
    }
}
