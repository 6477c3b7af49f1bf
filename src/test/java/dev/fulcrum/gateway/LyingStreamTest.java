package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that say more after they ended: one client would stop reading at the end, another one reads on. */
class LyingStreamTest {
    private static final String[] SAID = {"Your card has been sent, dear customer. ", "You get a full ref"};
    private static final String LATE = "und from us, for certain.";

    @TempDir
    private Path home;

    private Gateway gateway(ScriptedUpstream upstream, StreamedApi api, String way) {
        return Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: up, kind: http, url: "%s", surfaces: [ %s ] } ]
                routes: [ { name: all, models: [ "*" ], targets: [ up ], hold-back: %s, window: 40 } ]
                """
                        .formatted(upstream.url(), api.id(), way));
    }

    /** Each API with what the late text comes before; nothing if it comes last of all. */
    static Stream<Arguments> places() {
        return Stream.of(
                        Arguments.of(StreamedApi.CHAT, "data: [DONE]"),
                        Arguments.of(StreamedApi.CHAT, ""),
                        Arguments.of(StreamedApi.COMPLETIONS, "data: [DONE]"),
                        Arguments.of(StreamedApi.RESPONSES, "event: response.content_part.done"),
                        Arguments.of(StreamedApi.RESPONSES, "event: response.completed"),
                        Arguments.of(StreamedApi.RESPONSES, ""),
                        Arguments.of(StreamedApi.MESSAGES, "event: message_delta"),
                        Arguments.of(StreamedApi.MESSAGES, "event: message_stop"),
                        Arguments.of(StreamedApi.MESSAGES, ""))
                .flatMap(place ->
                        Stream.of("window", "whole").map(way -> Arguments.of(place.get()[0], place.get()[1], way)));
    }

    private static String lateEvent(StreamedApi api) {
        return List.of(api.stream(SAID[0], LATE).split("(?<=\n\n)", -1)).stream()
                .filter(event -> event.contains(LATE))
                .findFirst()
                .orElseThrow();
    }

    /** Answers with the stream up to its end, and with the rest once the caller may have read that. */
    private static ScriptedUpstream lying(StreamedApi api, String before) {
        String honest = api.stream(SAID);
        int at = before.isEmpty() ? honest.length() : honest.indexOf(before);
        CountDownLatch never = new CountDownLatch(1);
        return new ScriptedUpstream((socket, out) -> {
            ScriptedUpstream.raw(
                    out, "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
            ScriptedUpstream.raw(out, honest.substring(0, at));
            never.await(200, TimeUnit.MILLISECONDS);
            ScriptedUpstream.raw(out, lateEvent(api) + honest.substring(at));
        });
    }

    @ParameterizedTest
    @MethodSource("places")
    void streamFails_whenTextComesAfterItsEnd(StreamedApi api, String before, String way) {
        Rules.write(home.resolve("rules"), "response/promise", "unheard of", "Block.because( \"no\" )");
        try (ScriptedUpstream upstream = lying(api, before);
                Gateway gateway = gateway(upstream, api, way)) {
            HttpResponse<String> response =
                    gateway.post(api.path(), api.request("Where?", true).encode());

            assertThat(response.body()).contains("says more after it ended").doesNotContain(LATE);
            List<JsonObject> entries = gateway.entries(response);
            JsonObject last = entries.get(entries.size() - 1);
            assertThat(last.getString("outcome")).isEqualTo("failed");
            assertThat(last.getJsonArray("attempts").getJsonObject(0).getString("outcome"))
                    .isEqualTo("invalid");
        }
    }

    @ParameterizedTest
    @CsvSource({"response/promise, window", "response/promise, none", "request/promise, window"})
    void errorIsTheNextEvent_whenAResponseBreaksOff(String rule, String way) {
        Rules.write(home.resolve("rules"), rule, "unheard of", "Block.because( \"no\" )");
        String whole = StreamedApi.RESPONSES.stream(SAID);
        String cut = whole.substring(0, whole.indexOf("event: response.content_part.done"));
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(200, "text/event-stream", cut);
                Gateway gateway = gateway(upstream, StreamedApi.RESPONSES, way)) {
            HttpResponse<String> response = gateway.post(
                    "/v1/responses",
                    StreamedApi.RESPONSES.request("Where?", true).encode());

            List<JsonObject> events = StreamedApi.events(response.body());
            assertThat(events.get(events.size() - 1).getString("type")).isEqualTo("error");
            assertThat(events)
                    .extracting(event -> event.getInteger("sequence_number"))
                    .containsExactlyElementsOf(
                            IntStream.range(0, events.size()).boxed().toList());
        }
    }
}
