package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.gateway.StreamedApi.Delta;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traps of what a guard reads: every surface, every part and every turn, and what a rule leaves out. */
class ReadingTrapsTest {
    private static final String NO = "Block.because( \"no\" )";

    @TempDir
    private Path home;

    @Test
    void trap1_guardReadsEverySurface_whenItStreamsOrNot() {
        Rules.write(home.resolve("rules"), "request/blocked", "verboten", NO);
        try (ScriptedUpstream upstream = ScriptedUpstream.streaming("data: [DONE]\n\n");
                Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
            for (StreamedApi api : StreamedApi.values()) {
                for (boolean stream : new boolean[] {false, true}) {
                    HttpResponse<String> response = gateway.post(
                            api.path(), api.request("verboten", stream).encode());
                    assertThat(Gateway.outcome(response)).as(api.id()).isEqualTo("blocked");
                }
            }
            HttpResponse<String> vector =
                    gateway.post("/v1/embeddings", "{\"model\":\"m\",\"input\":[\"fine\",\"verboten\"]}");
            assertThat(Gateway.outcome(vector)).isEqualTo("blocked");
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void trap3_argumentsAreRead_whenTheirDeltasAreSplit() {
        Rules.write(home.resolve("rules"), "response/blocked", "drop table", NO);
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
            try (ScriptedUpstream upstream = ScriptedUpstream.streaming(api.stream(told));
                    Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
                HttpResponse<String> response =
                        gateway.post(api.path(), api.request("hi", true).encode());
                assertThat(gateway.lastEntry(response).getString("outcome"))
                        .as(api.id())
                        .isEqualTo("blocked");
                assertThat(response.body()).doesNotContain("op ta");
            }
        }
    }

    @Test
    void trap3_toolResultsAndArgumentsAreRead_whenTheRequestTellsThem() {
        Rules.write(home.resolve("rules"), "request/blocked", "verboten", NO);
        JsonObject call = new JsonObject()
                .put("id", "c1")
                .put("type", "function")
                .put("function", new JsonObject().put("name", "f").put("arguments", "{\"q\":\"%s\"}"));
        try (ScriptedUpstream upstream = ChatJson.answering("fine");
                Gateway gateway = Gateway.inFrontOf(home, upstream, "whole")) {
            for (String[] said : new String[][] {{"verboten", "fine"}, {"fine", "verboten"}}) {
                String body = ChatJson.chat(
                        ChatJson.message("user", "hi"),
                        ChatJson.message("assistant", null).put("tool_calls", new JsonArray().add(call)),
                        ChatJson.message("tool", said[1]).put("tool_call_id", "c1"));
                assertThat(Gateway.outcome(gateway.post("/v1/chat/completions", body.replace("%s", said[0]))))
                        .isEqualTo("blocked");
            }
        }
    }

    @Test
    void trap3_everyChoiceIsRead_whenThereAreSeveral() {
        Rules.write(home.resolve("rules"), "response/blocked", "verboten", NO);
        try (ScriptedUpstream upstream = ChatJson.answering("fine", "also fine", "verboten");
                Gateway gateway = Gateway.inFrontOf(home, upstream, "whole")) {
            assertThat(Gateway.outcome(gateway.ask("m", "hi"))).isEqualTo("blocked");
        }
        List<Delta> deltas = List.of(new Delta(false, 0, "It is fine, really. "), new Delta(false, 1, "verboten"));
        try (ScriptedUpstream upstream = ScriptedUpstream.streaming(StreamedApi.CHAT.stream(deltas));
                Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
            HttpResponse<String> response = gateway.post(
                    "/v1/chat/completions", StreamedApi.CHAT.request("hi", true).encode());
            assertThat(gateway.lastEntry(response).getString("outcome")).isEqualTo("blocked");
            assertThat(response.body()).doesNotContain("verboten");
        }
    }

    @Test
    void trap3_everyTurnOfTheUserIsRead_notTheLastAlone() {
        Rules.write(home.resolve("rules"), "request/blocked", "verboten", NO);
        try (ScriptedUpstream upstream = ChatJson.answering("fine");
                Gateway gateway = Gateway.inFrontOf(home, upstream, "whole")) {
            String body = ChatJson.chat(
                    ChatJson.message("user", "verboten"),
                    ChatJson.message("assistant", "no"),
                    ChatJson.message("user", "go on"));
            assertThat(Gateway.outcome(gateway.post("/v1/chat/completions", body)))
                    .isEqualTo("blocked");
        }
    }

    @Test
    void trap12_scaffoldingIsLeftOut_whenARuleReadsWhatTheUserSays() {
        Rules.write(home.resolve("rules"), "request/blocked", "verboten", NO);
        Rules.narrow(
                home.resolve("rules"),
                "request",
                "kind == \"test.phrase\"",
                "kind == \"test.phrase\", part.role == \"user\"");
        JsonObject tool = new JsonObject()
                .put("type", "function")
                .put("function", new JsonObject().put("name", "f").put("description", "nothing verboten"));
        try (ScriptedUpstream upstream = ChatJson.answering("fine");
                Gateway gateway = Gateway.inFrontOf(home, upstream, "whole")) {
            JsonObject scaffolded = new JsonObject(ChatJson.chat(
                            ChatJson.message("system", "nothing verboten"), ChatJson.message("user", "hi")))
                    .put("tools", new JsonArray().add(tool));
            assertThat(Gateway.outcome(gateway.post("/v1/chat/completions", scaffolded.encode())))
                    .isEqualTo("answered");
            assertThat(Gateway.outcome(gateway.ask("m", "verboten"))).isEqualTo("blocked");
        }
    }

    @Test
    void trap12_toolDefinitionsAreLeftOut_whenARuleSaysSo() {
        Rules.write(home.resolve("rules"), "request/blocked", "verboten", NO);
        Rules.narrow(
                home.resolve("rules"),
                "request",
                "kind == \"test.phrase\"",
                "kind == \"test.phrase\", part.kind != \"tool-definition\"");
        JsonObject tool = new JsonObject()
                .put("type", "function")
                .put("function", new JsonObject().put("name", "f").put("description", "nothing verboten"));
        try (ScriptedUpstream upstream = ChatJson.answering("fine");
                Gateway gateway = Gateway.inFrontOf(home, upstream, "whole")) {
            JsonObject told = new JsonObject(ChatJson.chat(ChatJson.message("user", "hi")))
                    .put("tools", new JsonArray().add(tool));
            assertThat(Gateway.outcome(gateway.post("/v1/chat/completions", told.encode())))
                    .isEqualTo("answered");
            assertThat(Gateway.outcome(gateway.post(
                            "/v1/chat/completions",
                            ChatJson.chat(ChatJson.message("system", "verboten"), ChatJson.message("user", "hi")))))
                    .isEqualTo("blocked");
        }
    }
}
