package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.gateway.StreamedApi.Delta;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traps that other gateways fell into when they guarded what goes over the wire. */
class WireTrapsTest {
    private static final String NO = "Block.because( \"no\" )";

    @TempDir
    private Path home;

    private Gateway gateway(ScriptedUpstream upstream, String holdBack) {
        return Gateway.startWithOwnRules(
                home,
                """
                targets:
                  - { name: up, kind: http, url: "%s",
                      surfaces: [ openai.chat, openai.completions, openai.responses, openai.embeddings, anthropic.messages ] }
                routes: [ { name: all, models: [ "*" ], targets: [ up ], hold-back: %s, window: 40 } ]
                """
                        .formatted(upstream.url(), holdBack));
    }

    private void rule(String id, String phrase, String then) {
        Rules.write(home.resolve("rules"), id, phrase, then);
    }

    private void narrow(String phase, String from, String to) {
        try {
            Path file = home.resolve("rules/" + phase + "/one.drl");
            Files.writeString(file, Files.readString(file).replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScriptedUpstream streaming(String events) {
        return ScriptedUpstream.answering(200, "text/event-stream", events);
    }

    private static ScriptedUpstream answering(JsonObject answer) {
        return ScriptedUpstream.answering(200, "application/json", answer.encode());
    }

    private static JsonObject message(String role, Object content) {
        return new JsonObject().put("role", role).put("content", content);
    }

    private static String chat(JsonObject... messages) {
        return new JsonObject()
                .put("model", "m")
                .put("messages", new JsonArray(List.of(messages)))
                .encode();
    }

    private static JsonObject answer(String... choices) {
        JsonArray all = new JsonArray();
        for (String text : choices) {
            all.add(new JsonObject()
                    .put("index", all.size())
                    .put("message", message("assistant", text))
                    .put("finish_reason", "stop"));
        }
        return new JsonObject()
                .put("id", "c")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", "m")
                .put("choices", all);
    }

    private static String outcome(HttpResponse<?> response) {
        return response.headers().firstValue("x-fulcrum-outcome").orElse("");
    }

    private static JsonObject last(List<JsonObject> entries) {
        return entries.get(entries.size() - 1);
    }

    @Test
    void trap1_guardReadsEverySurface_whenItStreamsOrNot() {
        rule("request/blocked", "verboten", NO);
        try (ScriptedUpstream upstream = streaming("data: [DONE]\n\n");
                Gateway gateway = gateway(upstream, "window")) {
            for (StreamedApi api : StreamedApi.values()) {
                for (boolean stream : new boolean[] {false, true}) {
                    HttpResponse<String> response = gateway.post(
                            api.path(), api.request("verboten", stream).encode());
                    assertThat(outcome(response)).as(api.id()).isEqualTo("blocked");
                }
            }
            HttpResponse<String> vector =
                    gateway.post("/v1/embeddings", "{\"model\":\"m\",\"input\":[\"fine\",\"verboten\"]}");
            assertThat(outcome(vector)).isEqualTo("blocked");
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void trap1_deniedWordIsFound_whenItIsSplitOverTwoChunks() {
        rule("response/blocked", "verboten", NO);
        for (StreamedApi api : StreamedApi.values()) {
            try (ScriptedUpstream upstream = streaming(api.stream("You see, it is ver", "boten", " here."));
                    Gateway gateway = gateway(upstream, "window")) {
                HttpResponse<String> response =
                        gateway.post(api.path(), api.request("hi", true).encode());
                assertThat(last(gateway.entries(response)).getString("outcome"))
                        .as(api.id())
                        .isEqualTo("blocked");
                assertThat(api.said(response.body()).values()).noneMatch(it -> it.contains("ver"));
            }
        }
    }

    @Test
    void trap2_maskIsLaidOverStreams_beforeAnyOfItGoesOut() {
        rule("response/masked", "Blue Heron", "Redact.of( $f ).as( \"[name]\" )");
        narrow("response", "exists Finding(", "$f : Finding(");
        for (StreamedApi api : StreamedApi.values()) {
            for (String way : List.of("window", "whole")) {
                try (ScriptedUpstream upstream =
                                streaming(api.stream("The plan is Blue", " Her", "on, you know. ", "Bye."));
                        Gateway gateway = gateway(upstream, way)) {
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
    void trap3_argumentsAreRead_whenTheirDeltasAreSplit() {
        rule("response/blocked", "drop table", NO);
        List<Delta> deltas = List.of(
                new Delta(true, 0, "{\"q\":\"dr"),
                new Delta(true, 0, "op ta"),
                new Delta(true, 1, "{\"q\":"),
                new Delta(true, 1, "\"one\"}"),
                new Delta(true, 0, "ble users\"}"));
        for (StreamedApi api : List.of(StreamedApi.CHAT, StreamedApi.RESPONSES, StreamedApi.MESSAGES)) {
            List<Delta> told = api.sequential()
                    ? List.of(deltas.get(0), deltas.get(1), deltas.get(4), deltas.get(2), deltas.get(3))
                    : deltas;
            try (ScriptedUpstream upstream = streaming(api.stream(told));
                    Gateway gateway = gateway(upstream, "window")) {
                HttpResponse<String> response =
                        gateway.post(api.path(), api.request("hi", true).encode());
                assertThat(last(gateway.entries(response)).getString("outcome"))
                        .as(api.id())
                        .isEqualTo("blocked");
                assertThat(response.body()).doesNotContain("op ta");
            }
        }
    }

    @Test
    void trap3_toolResultsAndArgumentsAreRead_whenTheRequestTellsThem() {
        rule("request/blocked", "verboten", NO);
        JsonObject call = new JsonObject()
                .put("id", "c1")
                .put("type", "function")
                .put("function", new JsonObject().put("name", "f").put("arguments", "{\"q\":\"%s\"}"));
        try (ScriptedUpstream upstream = answering(answer("fine"));
                Gateway gateway = gateway(upstream, "whole")) {
            for (String[] said : new String[][] {{"verboten", "fine"}, {"fine", "verboten"}}) {
                String body = chat(
                        message("user", "hi"),
                        message("assistant", null).put("tool_calls", new JsonArray().add(call)),
                        message("tool", said[1]).put("tool_call_id", "c1"));
                assertThat(outcome(gateway.post("/v1/chat/completions", body.replace("%s", said[0]))))
                        .isEqualTo("blocked");
            }
        }
    }

    @Test
    void trap3_everyChoiceIsRead_whenThereAreSeveral() {
        rule("response/blocked", "verboten", NO);
        try (ScriptedUpstream upstream = answering(answer("fine", "also fine", "verboten"));
                Gateway gateway = gateway(upstream, "whole")) {
            assertThat(outcome(gateway.ask("m", "hi"))).isEqualTo("blocked");
        }
        List<Delta> deltas = List.of(new Delta(false, 0, "It is fine, really. "), new Delta(false, 1, "verboten"));
        try (ScriptedUpstream upstream = streaming(StreamedApi.CHAT.stream(deltas));
                Gateway gateway = gateway(upstream, "window")) {
            HttpResponse<String> response = gateway.post(
                    "/v1/chat/completions", StreamedApi.CHAT.request("hi", true).encode());
            assertThat(last(gateway.entries(response)).getString("outcome")).isEqualTo("blocked");
            assertThat(response.body()).doesNotContain("verboten");
        }
    }

    @Test
    void trap3_everyTurnOfTheUserIsRead_notTheLastAlone() {
        rule("request/blocked", "verboten", NO);
        try (ScriptedUpstream upstream = answering(answer("fine"));
                Gateway gateway = gateway(upstream, "whole")) {
            String body = chat(message("user", "verboten"), message("assistant", "no"), message("user", "go on"));
            assertThat(outcome(gateway.post("/v1/chat/completions", body))).isEqualTo("blocked");
        }
    }

    @Test
    void trap4_shadowNeitherBlocksNorHoldsBack_butIsOnRecord() {
        rule("response/blocked", "verboten", NO);
        String events = StreamedApi.CHAT.stream("It is ver", "boten, I", " am afraid.");
        try (ScriptedUpstream upstream = streaming(events);
                Gateway gateway = gateway(upstream, "whole")) {
            JsonObject shadow = new JsonObject().put("mode", "shadow").put("why", "watch it first");
            assertThat(gateway.switchRule("response/blocked", shadow).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> response = gateway.post(
                    "/v1/chat/completions", StreamedApi.CHAT.request("hi", true).encode());
            assertThat(response.body()).isEqualTo(events);
            JsonObject entry = last(gateway.entries(response));
            assertThat(entry.getString("outcome")).isEqualTo("answered");
            assertThat(entry.getJsonArray("trades").encode())
                    .contains("response/blocked")
                    .contains("shadow");
        }
    }

    @Test
    void trap5_brokenPolicyIsAnErrorAndNoBlock_whicheverWayTheRouteFails() {
        rule("response/watched", "verboten", "Flag.as( \"seen\" )");
        for (String way : List.of("closed", "open")) {
            try (ScriptedUpstream upstream = answering(answer("verboten"));
                    Gateway gateway = Gateway.startWithOwnRules(
                            home,
                            """
                            targets: [ { name: up, kind: http, url: "%s" } ]
                            routes: [ { name: all, models: [ "*" ], targets: [ up ], on-policy-error: %s } ]
                            policy: { rules: rules, risks: risks.yaml, firings: 1, cases: false }
                            """
                                    .formatted(upstream.url(), way))) {
                HttpResponse<String> response = gateway.ask("m", "hi");

                JsonObject entry = last(gateway.entries(response));
                assertThat(entry.getString("outcome")).isEqualTo(way.equals("closed") ? "failed" : "answered");
                assertThat(entry.getJsonArray("errors")).as(way).isNotEmpty();
                assertThat(response.body()).doesNotContain("content_filter");
            }
        }
    }

    @Test
    void trap8_nextTargetIsAsked_whenAStreamTellsOfAnErrorBehindItsPreamble() {
        rule("response/blocked", "verboten", NO);
        for (StreamedApi api : StreamedApi.values()) {
            String sound = api.stream("All is well, dear customer. ");
            String error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                    + "\"message\":\"overloaded\"}}\n\n";
            String preamble = api.sequential() ? sound.substring(0, sound.indexOf("\n\n") + 2) : ": ping\n\n";
            try (ScriptedUpstream broken = streaming(preamble + error);
                    ScriptedUpstream well = streaming(sound);
                    Gateway gateway = Gateway.startWithOwnRules(
                            home,
                            """
                            targets:
                              - { name: a, kind: http, url: "%s", surfaces: [ %s ] }
                              - { name: b, kind: http, url: "%s", surfaces: [ %s ] }
                            routes: [ { name: all, models: [ "*" ], targets: [ a, b ], hold-back: window } ]
                            """
                                    .formatted(broken.url(), api.id(), well.url(), api.id()))) {
                HttpResponse<String> response =
                        gateway.post(api.path(), api.request("hi", true).encode());

                assertThat(response.headers().firstValue("x-fulcrum-target"))
                        .as(api.id())
                        .contains("b");
                assertThat(response.body()).isEqualTo(sound);
            }
        }
    }

    @Test
    void trap8_streamThatBreaksOffIsAFailure_onEverySurface() {
        rule("response/blocked", "verboten", NO);
        for (StreamedApi api : StreamedApi.values()) {
            String sound = api.stream("All is well, dear customer. ", "Really, it is.", " Bye.");
            try (ScriptedUpstream upstream = streaming(sound.substring(0, sound.indexOf("Bye")));
                    Gateway gateway = gateway(upstream, "window")) {
                HttpResponse<String> response =
                        gateway.post(api.path(), api.request("hi", true).encode());

                assertThat(last(gateway.entries(response)).getString("outcome"))
                        .as(api.id())
                        .isEqualTo("failed");
                assertThat(response.body()).contains("error").doesNotContain("[DONE]");
            }
        }
    }

    @Test
    void trap10_charactersAreCounted_notChunks() throws Exception {
        rule("response/blocked", "verboten", NO);
        String word = "na ";
        for (StreamedApi api : StreamedApi.values()) {
            String stream = api.stream(word.repeat(60).split(""));
            String end = stream.substring(stream.indexOf("\n\n", stream.length() * 3 / 5) + 2);
            CountDownLatch read = new CountDownLatch(1);
            try (ScriptedUpstream upstream = halting(stream.substring(0, stream.length() - end.length()), end, read);
                    Gateway gateway = gateway(upstream, "window")) {
                assertThat(begun(gateway, api, read, 40)).as(api.id()).startsWith("na na na");
            }
        }
    }

    @Test
    void trap10_chineseSentenceEndsAWindow_withoutASpace() throws Exception {
        rule("response/blocked", "verboten", NO);
        for (StreamedApi api : StreamedApi.values()) {
            String stream = api.stream("您的卡片昨天已经从我们行里寄出去了。", "请您再等两天", "好吗？谢谢您的耐心。");
            String end = stream.substring(stream.indexOf("好吗"));
            int cut = stream.length() - end.length();
            CountDownLatch read = new CountDownLatch(1);
            try (ScriptedUpstream upstream = halting(stream.substring(0, cut), end, read);
                    Gateway gateway = gateway(upstream, "window")) {
                assertThat(begun(gateway, api, read, 5)).as(api.id()).startsWith("您的卡片昨天");
            }
        }
    }

    /** Says the end only when the caller has read of the beginning. */
    private static ScriptedUpstream halting(String beginning, String end, CountDownLatch read) {
        return new ScriptedUpstream((socket, out) -> {
            ScriptedUpstream.raw(
                    out, "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
            ScriptedUpstream.raw(out, beginning);
            if (read.await(20, TimeUnit.SECONDS)) {
                ScriptedUpstream.raw(out, end);
            }
        });
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

    @Test
    void trap12_scaffoldingIsLeftOut_whenARuleReadsWhatTheUserSays() {
        rule("request/blocked", "verboten", NO);
        narrow("request", "kind == \"test.phrase\"", "kind == \"test.phrase\", part.role == \"user\"");
        JsonObject tool = new JsonObject()
                .put("type", "function")
                .put("function", new JsonObject().put("name", "f").put("description", "nothing verboten"));
        try (ScriptedUpstream upstream = answering(answer("fine"));
                Gateway gateway = gateway(upstream, "whole")) {
            JsonObject scaffolded = new JsonObject(chat(message("system", "nothing verboten"), message("user", "hi")))
                    .put("tools", new JsonArray().add(tool));
            assertThat(outcome(gateway.post("/v1/chat/completions", scaffolded.encode())))
                    .isEqualTo("answered");
            assertThat(outcome(gateway.ask("m", "verboten"))).isEqualTo("blocked");
        }
    }

    @Test
    void trap12_toolDefinitionsAreLeftOut_whenARuleSaysSo() {
        rule("request/blocked", "verboten", NO);
        narrow("request", "kind == \"test.phrase\"", "kind == \"test.phrase\", part.kind != \"tool-definition\"");
        JsonObject tool = new JsonObject()
                .put("type", "function")
                .put("function", new JsonObject().put("name", "f").put("description", "nothing verboten"));
        try (ScriptedUpstream upstream = answering(answer("fine"));
                Gateway gateway = gateway(upstream, "whole")) {
            JsonObject told = new JsonObject(chat(message("user", "hi"))).put("tools", new JsonArray().add(tool));
            assertThat(outcome(gateway.post("/v1/chat/completions", told.encode())))
                    .isEqualTo("answered");
            assertThat(outcome(gateway.post(
                            "/v1/chat/completions", chat(message("system", "verboten"), message("user", "hi")))))
                    .isEqualTo("blocked");
        }
    }
}
