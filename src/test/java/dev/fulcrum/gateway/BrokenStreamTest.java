package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that fail on their way through a window. */
class BrokenStreamTest {
    @TempDir
    private Path home;

    @Test
    void nextTargetIsAsked_whenAStreamTellsOfAnErrorBeforeItsFirstWord() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"no\" )");
        String preamble = "data: " + ChatStream.chunk("", null) + "\n\n";
        for (String way : List.of("window", "none")) {
            try (ScriptedUpstream broken = ScriptedUpstream.streaming(
                            preamble + "data: {\"error\":{\"message\":\"overloaded\",\"code\":\"overloaded\"}}\n\n");
                    ScriptedUpstream sound = ScriptedUpstream.streaming(ChatStream.stream(ChatStream.HARMLESS));
                    Gateway gateway = Gateway.startWithOwnRules(
                            home,
                            """
                            targets: [ { name: a, kind: http, url: "%s" }, { name: b, kind: http, url: "%s" } ]
                            routes: [ { name: all, models: [ "*" ], targets: [ a, b ], hold-back: %s } ]
                            """
                                    .formatted(broken.url(), sound.url(), way))) {
                HttpResponse<String> response = gateway.askForStream("m", "Where is my card?");

                assertThat(response.headers().firstValue("x-fulcrum-target")).contains("b");
                assertThat(ChatStream.said(response.body())).isEqualTo(String.join("", ChatStream.HARMLESS));
            }
        }
    }

    @Test
    void callerIsTold_whenTheTargetBreaksOffInMidStream() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"no\" )");
        String whole = ChatStream.stream(ChatStream.HARMLESS);
        try (ScriptedUpstream upstream = ScriptedUpstream.streaming(whole.substring(0, whole.indexOf("soon")));
                Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
            HttpResponse<String> response = gateway.askForStream("m", "Where is my card?");

            assertThat(response.body()).contains("\"error\"").doesNotContain("[DONE]");
            assertThat(gateway.lastEntry(response).getString("outcome")).isEqualTo("failed");
        }
    }

    @Test
    void callerIsToldAtOnce_whenTheTargetBreaksOffBehindAnEntryThatIsNotYetDurable() throws SQLException {
        Rules.write(home.resolve("rules"), "request/acts", "lost card", "Instruct.with( \"Be brief.\" )");
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    String head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 9999\r\n\r\n";
                    ScriptedUpstream.raw(out, head + "data: " + ChatStream.chunk("Good morning.", null) + "\n\n");
                });
                Gateway gateway = Gateway.inFrontOf(home, upstream, "window");
                Connection locker = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/fulcrum.db"));
                Statement statement = locker.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            CompletableFuture<HttpResponse<String>> response =
                    CompletableFuture.supplyAsync(() -> gateway.askForStream("m", "I have a lost card"));
            await().until(() -> upstream.requests().size() == 1);
            await().until(() -> gateway.metrics().contains("fulcrum_target_inflight_exchanges{target=\"up\"} 0.0"));
            statement.execute("ROLLBACK");

            assertThat(response.join().body()).contains("upstream_cut").doesNotContain("[DONE]");
            assertThat(gateway.lastEntry(response.join()).getString("outcome")).isEqualTo("failed");
        }
    }
}
