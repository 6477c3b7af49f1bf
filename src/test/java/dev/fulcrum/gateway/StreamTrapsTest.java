package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traps of streams: what is split, masked, watched in shadow and counted while it comes. */
class StreamTrapsTest {
    private static final String NO = "Block.because( \"no\" )";

    @TempDir
    private Path home;

    @Test
    void trap1_deniedWordIsFound_whenItIsSplitOverTwoChunks() {
        Rules.write(home.resolve("rules"), "response/blocked", "verboten", NO);
        for (StreamedApi api : StreamedApi.values()) {
            try (ScriptedUpstream upstream =
                            ScriptedUpstream.streaming(api.stream("You see, it is ver", "boten", " here."));
                    Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
                HttpResponse<String> response =
                        gateway.post(api.path(), api.request("hi", true).encode());
                assertThat(gateway.lastEntry(response).getString("outcome"))
                        .as(api.id())
                        .isEqualTo("blocked");
                assertThat(api.said(response.body()).values()).noneMatch(it -> it.contains("ver"));
            }
        }
    }

    @Test
    void trap2_maskIsLaidOverStreams_beforeAnyOfItGoesOut() {
        Rules.write(home.resolve("rules"), "response/masked", "Blue Heron", "Redact.of( $f ).as( \"[name]\" )");
        Rules.narrow(home.resolve("rules"), "response", "exists Finding(", "$f : Finding(");
        for (StreamedApi api : StreamedApi.values()) {
            for (String way : List.of("window", "whole")) {
                try (ScriptedUpstream upstream = ScriptedUpstream.streaming(
                                api.stream("The plan is Blue", " Her", "on, you know. ", "Bye."));
                        Gateway gateway = Gateway.inFrontOf(home, upstream, way)) {
                    String body = gateway.post(
                                    api.path(), api.request("hi", true).encode())
                            .body();
                    assertThat(String.join("", api.said(body).values()))
                            .as(api.id() + " " + way)
                            .isEqualTo("The plan is [name], you know. Bye.");
                    assertThat(body).doesNotContain("Her");
                }
            }
        }
    }

    @Test
    void trap4_shadowNeitherBlocksNorHoldsBack_butIsOnRecord() {
        Rules.write(home.resolve("rules"), "response/blocked", "verboten", NO);
        String events = StreamedApi.CHAT.stream("It is ver", "boten, I", " am afraid.");
        try (ScriptedUpstream upstream = ScriptedUpstream.streaming(events);
                Gateway gateway = Gateway.inFrontOf(home, upstream, "whole")) {
            JsonObject shadow = new JsonObject().put("mode", "shadow").put("why", "watch it first");
            assertThat(gateway.switchRule("response/blocked", shadow).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> response = gateway.post(
                    "/v1/chat/completions", StreamedApi.CHAT.request("hi", true).encode());
            assertThat(response.body()).isEqualTo(events);
            JsonObject entry = gateway.lastEntry(response);
            assertThat(entry.getString("outcome")).isEqualTo("answered");
            assertThat(entry.getJsonArray("trades").encode())
                    .contains("response/blocked")
                    .contains("shadow");
        }
    }

    @Test
    void trap10_charactersAreCounted_notChunks() throws Exception {
        Rules.write(home.resolve("rules"), "response/blocked", "verboten", NO);
        String word = "na ";
        for (StreamedApi api : StreamedApi.values()) {
            String stream = api.stream(word.repeat(60).split(""));
            String end = stream.substring(stream.indexOf("\n\n", stream.length() * 3 / 5) + 2);
            CountDownLatch read = new CountDownLatch(1);
            try (ScriptedUpstream upstream =
                            ScriptedUpstream.halting(stream.substring(0, stream.length() - end.length()), end, read);
                    Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
                assertThat(begun(gateway, api, read, 40)).as(api.id()).startsWith("na na na");
            }
        }
    }

    @Test
    void trap10_chineseSentenceEndsAWindow_withoutASpace() throws Exception {
        Rules.write(home.resolve("rules"), "response/blocked", "verboten", NO);
        for (StreamedApi api : StreamedApi.values()) {
            String stream = api.stream("您的卡片昨天已经从我们行里寄出去了。", "请您再等两天", "好吗？谢谢您的耐心。");
            String end = stream.substring(stream.indexOf("好吗"));
            int cut = stream.length() - end.length();
            CountDownLatch read = new CountDownLatch(1);
            try (ScriptedUpstream upstream = ScriptedUpstream.halting(stream.substring(0, cut), end, read);
                    Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
                assertThat(begun(gateway, api, read, 5)).as(api.id()).startsWith("您的卡片昨天");
            }
        }
    }

    /** What a caller has read before the model goes on. */
    private static String begun(Gateway gateway, StreamedApi api, CountDownLatch read, int characters)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + api.path()))
                .POST(HttpRequest.BodyPublishers.ofString(
                        api.request("hi", true).encode()))
                .build();
        StringBuilder lines = new StringBuilder();
        try (Stream<String> body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()) {
            for (Iterator<String> line = body.iterator(); line.hasNext(); ) {
                lines.append(line.next()).append('\n');
                String said = String.join("", api.said(lines.toString()).values());
                if (said.length() >= characters) {
                    return said;
                }
            }
            return "";
        } finally {
            read.countDown();
        }
    }
}
