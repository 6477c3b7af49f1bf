package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
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
}
