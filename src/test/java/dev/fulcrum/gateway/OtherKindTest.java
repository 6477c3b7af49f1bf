package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of the other kind than was asked for, and words in their odd corners: judged by the rules like any other. */
class OtherKindTest {
    private static final String CHAT =
            "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"stop\"}]}";
    private static final String MESSAGE =
            "{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"%s\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
    private static final String RESPONSE =
            "{\"id\":\"r1\",\"object\":\"response\",\"status\":\"completed\",\"model\":\"m\",\"output\":[{\"type\":\"message\","
                    + "\"id\":\"i1\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\","
                    + "\"text\":\"%s\",\"annotations\":[]}]}]}";
    private static final String COMPLETION =
            "{\"id\":\"t1\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"text\":\"%s\",\"finish_reason\":\"stop\"}]}";

    @TempDir
    private Path home;

    private Gateway gateway(ScriptedUpstream upstream, String way) {
        Rules.write(home.resolve("rules"), "response/blocked", "verboten", "Block.because( \"no\" )");
        return Gateway.inFrontOf(home, upstream, way);
    }

    private static String whole(StreamedApi api) {
        return switch (api) {
            case CHAT -> CHAT;
            case COMPLETIONS -> COMPLETION;
            case RESPONSES -> RESPONSE;
            case MESSAGES -> MESSAGE;
        };
    }

    static Stream<Arguments> ways() {
        return Stream.of(StreamedApi.values())
                .flatMap(api -> Stream.of("window", "whole").map(way -> Arguments.of(api, way)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void answerIsJudged_whenItIsNoStreamThoughOneWasAskedFor(StreamedApi api, String way) {
        for (String said : List.of("it is verboten here", "good morning")) {
            String body = whole(api).formatted(said);
            try (ScriptedUpstream upstream = new ScriptedUpstream(
                            (socket, out) -> ScriptedUpstream.write(out, 200, "application/json", body));
                    Gateway gateway = gateway(upstream, way)) {
                HttpResponse<String> response =
                        gateway.post(api.path(), api.request("hi", true).encode());

                judged(gateway, response, body);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void answerIsJudged_whenItIsAStreamThoughNoneWasAskedFor(StreamedApi api, String way) {
        for (String said : List.of("it is verboten here. ", "good morning. ")) {
            String body = api.stream(said.substring(0, 9), said.substring(9), "Bye.");
            try (ScriptedUpstream upstream = ScriptedUpstream.streaming(body);
                    Gateway gateway = gateway(upstream, way)) {
                HttpResponse<String> response =
                        gateway.post(api.path(), api.request("hi", false).encode());

                judged(gateway, response, body);
            }
        }
    }

    private static void judged(Gateway gateway, HttpResponse<String> response, String body) {
        String outcome = gateway.lastEntry(response).getString("outcome");
        if (body.contains("good")) {
            assertThat(response.body()).isEqualTo(body);
            assertThat(outcome).isEqualTo("answered");
        } else {
            assertThat(response.body()).doesNotContain("verboten", "verb");
            assertThat(outcome).isEqualTo("blocked");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "event: verboten, window",
        "event: verboten, whole",
        ": verboten, window",
        "id: verboten, whole",
        "retry: verboten, window",
        "verboten, whole",
    })
    void streamIsBlocked_whenALineSaysIt(String line, String way) {
        String body = StreamedApi.CHAT.stream("Good morning, dear customer. ", "Bye, bye.");
        int middle = body.indexOf("\n\n") + 2;
        try (ScriptedUpstream upstream =
                        ScriptedUpstream.streaming(body.substring(0, middle) + line + "\n" + body.substring(middle));
                Gateway gateway = gateway(upstream, way)) {
            HttpResponse<String> response = gateway.post(
                    "/v1/chat/completions", StreamedApi.CHAT.request("hi", true).encode());

            assertThat(response.body()).doesNotContain("verboten");
            assertThat(gateway.lastEntry(response).getString("outcome")).isEqualTo("blocked");
        }
    }

    @ParameterizedTest
    @CsvSource({"window", "whole"})
    void answerFails_whenItsKeysCanBeReadInTwoWays(String way) {
        String body = CHAT.formatted("hello").replace("\"content\"", "\"Content\":\"bad\",\"content\"");
        for (boolean stream : new boolean[] {true, false}) {
            String sent = stream ? "data: " + body.replace("\"message\"", "\"delta\"") + "\n\n" : body;
            try (ScriptedUpstream upstream =
                            ScriptedUpstream.answering(200, stream ? "text/event-stream" : "application/json", sent);
                    Gateway gateway = gateway(upstream, way)) {
                HttpResponse<String> response = gateway.post(
                        "/v1/chat/completions",
                        StreamedApi.CHAT.request("hi", stream).encode());

                assertThat(response.statusCode()).isEqualTo(502);
                assertThat(new JsonObject(response.body())
                                .getJsonObject("error")
                                .getString("code"))
                        .isEqualTo("upstream_invalid");
            }
        }
    }
}
