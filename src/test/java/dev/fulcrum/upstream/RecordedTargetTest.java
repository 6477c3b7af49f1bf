package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fulcrum.upstream.Caller.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTargetTest {
    private static final String GREETING =
            "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"你好\"}]}";

    @TempDir
    Path directory;

    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        caller.close();
    }

    private RecordedTarget recorded(String... lines) throws IOException {
        return new RecordedTarget("tape", Files.write(directory.resolve("tape.jsonl"), List.of(lines)));
    }

    private static String json(String path, String request, String answer) {
        return "{\"source\": \"x\", \"n\": 0, \"path\": \"" + path + "\", \"request\": " + request
                + ", \"status\": 200, \"content_type\": \"application/json\", \"streaming\": false, \"response_json\": "
                + answer + ", \"response_raw\": null}";
    }

    private static String stream(String request, String escaped) {
        return "{\"path\":\"/v1/chat/completions\",\"request\":" + request
                + ",\"status\":200,\"content_type\":\"text/event-stream\",\"streaming\":true,\"response_json\":null,"
                + "\"response_raw\":\"" + escaped + "\"}";
    }

    @Test
    void bytesOfTheFileComeBack_whenTheAnswerIsJson() throws IOException {
        String answer = "{\"z\" :  1.50, \"a\": [\"\\u4f60好\", 1e5, {}], \"emoji\": \"🏦\"}";
        Reply reply = caller.ask(recorded(json("/v1/chat/completions", GREETING, answer)), GREETING);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(answer);
        assertThat(reply.headers().get("content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            delimiter = '|',
            value = {"\"text\"", "12.50", "true", "[ ]", "{}"})
    void bytesOfTheFileComeBack_whenTheAnswerIsAnyJsonValue(String answer) throws IOException {
        assertThat(caller.ask(recorded(json("/v1/chat/completions", GREETING, answer)), GREETING)
                        .text())
                .isEqualTo(answer);
    }

    @Test
    void streamComesBackInPieces_whenItWasRecordedRaw() throws IOException {
        String event = "data: {\\\"c\\\":\\\"你好，世界 \\ud83c\\udfe6\\\"}\\n\\n";
        RecordedTarget target = recorded(stream(GREETING, event.repeat(40)));
        Reply first = caller.ask(target, GREETING);
        Reply second = caller.ask(target, GREETING);
        assertThat(first.text()).isEqualTo("data: {\"c\":\"你好，世界 🏦\"}\n\n".repeat(40));
        assertThat(first.chunks()).hasSizeGreaterThan(5).isEqualTo(second.chunks());
        assertThat(first.chunks()).anyMatch(chunk -> (chunk.getByte(0) & 0xC0) == 0x80); // begins inside a character
    }

    @Test
    void answered_whenTheBodySaysTheSameOtherwise() throws IOException {
        RecordedTarget target = recorded(
                json("/v1/chat/completions", "{\"temperature\": 0.70, \"messages\": [], \"n\": 1}", "\"yes\""));
        assertThat(caller.ask(target, "{\"n\":1.0,\"messages\":[],\"temperature\":7e-1}")
                        .text())
                .isEqualTo("\"yes\"");
    }

    @Test
    void eachInTurn_whenARequestWasRecordedTwice() throws IOException {
        RecordedTarget target = recorded(
                json("/v1/chat/completions", GREETING, "1"),
                "",
                json("/v1/chat/completions", "{}", "\"other\""),
                json("/v1/chat/completions", GREETING, "2"));
        assertThat(List.of(1, 2, 3).stream()
                        .map(i -> caller.ask(target, GREETING).text()))
                .containsExactly("1", "2", "1");
    }

    @Test
    void ownPathFirst_whenARequestWasRecordedOnSeveral() throws IOException {
        RecordedTarget target = recorded(
                json("/v1/completions", GREETING, "\"completions\""),
                json("/openai/deployments/x/chat/completions?api-version=1", GREETING, "\"azure\""));
        assertThat(caller.ask(target, Caller.request("/v1/completions?trace=1", GREETING))
                        .text())
                .isEqualTo("\"completions\"");
        assertThat(caller.ask(target, Caller.request("/openai/deployments/x/chat/completions", GREETING))
                        .text())
                .isEqualTo("\"azure\"");
        assertThat(caller.ask(target, Caller.request("/elsewhere", GREETING)).status())
                .isEqualTo(200);
    }

    @Test
    void recordedStatusAndUsualType_whenTheTypeIsMissing() throws IOException {
        RecordedTarget target = recorded(
                "{\"path\":\"/x\",\"request\":{},\"status\":404,\"content_type\":\"\",\"response_json\":{\"e\":1}}");
        Reply reply = caller.ask(target, "{}");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.headers().get("content-type")).isEqualTo("application/json");
        assertThat(reply.text()).isEqualTo("{\"e\":1}");
    }

    @Test
    void notFound_whenNothingLikeItWasRecorded() throws IOException {
        Reply reply = caller.ask(recorded(json("/v1/chat/completions", GREETING, "1")), "{\"messages\":[]}");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text())
                .startsWith("{\"error\":{\"message\":\"Target \\\"tape\\\"")
                .contains("\"type\":\"invalid_request_error\"");
    }

    @Test
    void badRequest_whenTheBodyIsNoJson() throws IOException {
        assertThat(caller.ask(recorded(json("/x", "{}", "1")), "{\"messages\":").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"path\":\"/x\", | not JSON at column",
                "[1] | not a JSON object",
                "{\"path\":\"/x\",\"request\":{},\"status\":200} trailing | not JSON",
                "{\"path\":\"/x\",\"request\":{},\"status\":200}{} | more after the object's end",
                "{\"request\":{},\"status\":200} | without path",
                "{\"path\":\"/x\",\"status\":200} | without request",
                "{\"path\":\"/x\",\"request\":{}} | without status",
                "{\"path\":\"/x\",\"request\":{},\"status\":\"200\"} | status: not an HTTP status",
                "{\"path\":\"/x\",\"request\":{},\"status\":99} | status: not an HTTP status",
                "{\"path\":5,\"request\":{},\"status\":200} | path: not a string",
                "{\"path\":\"/x\",\"request\":{},\"status\":200,\"response_raw\":{}} | response_raw: not a string",
                "{\"path\":\"/x\",\"request\":{},\"status\":200,\"response_json\":1,\"response_raw\":\"a\"} | both response_json",
            })
    void refuses_whenALineIsBroken(String line, String message) {
        assertThatExceptionOfType(BrokenRecording.class)
                .isThrownBy(() -> recorded(json("/x", "{}", "1"), line))
                .withMessageContaining("tape.jsonl:2: ")
                .withMessageContaining(message)
                .satisfies(broken -> assertThat(broken.problem().line()).isEqualTo(2));
    }

    @Test
    void refuses_whenTheFileIsMissing() {
        Path missing = directory.resolve("missing.jsonl");
        assertThatExceptionOfType(BrokenRecording.class)
                .isThrownBy(() -> new RecordedTarget("tape", missing))
                .withMessageContaining(missing.toString());
    }

    @Test
    void failure_whenTheFileShrankMeanwhile() throws IOException {
        RecordedTarget target = recorded(json("/x", "{}", "\"a long answer\""));
        Files.write(directory.resolve("tape.jsonl"), Buffer.buffer("x").getBytes());
        assertThat(caller.failure(target, Caller.chat("{}")).detail()).contains("line 1");
    }
}
