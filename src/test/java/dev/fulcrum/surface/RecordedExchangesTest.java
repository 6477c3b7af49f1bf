package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real chat exchanges of OpenAI, Azure and others, if they lie beside the project. */
class RecordedExchangesTest {
    private static final Path FILE =
            Path.of(System.getProperty("fulcrum.shared", "../shared/data"), "transcripts", "exchanges.jsonl");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ChatCompletions chat = new ChatCompletions(64);
    private final List<JsonNode> exchanges = new ArrayList<>();

    @BeforeEach
    void load() throws IOException {
        Assumptions.assumeTrue(
                Files.exists(FILE),
                () -> "no recorded exchanges at " + FILE + "; set -Dfulcrum.shared to their folder");
        for (String line : Files.readAllLines(FILE)) {
            JsonNode exchange = MAPPER.readTree(line);
            if (exchange.get("path").textValue().contains("chat/completions")) {
                exchanges.add(exchange);
            }
        }
    }

    @Test
    void requestsAreRead_andPassUntouched() throws Exception {
        for (JsonNode exchange : exchanges) {
            byte[] body = MAPPER.writeValueAsBytes(exchange.get("request"));

            SurfaceRequest request = chat.read(body);

            assertThat(request.model()).isEqualTo(exchange.at("/request/model").textValue());
            assertThat(request.messages()).hasSameSizeAs(exchange.at("/request/messages"));
            assertThat(request.edited(List.of(), List.of(), Optional.empty())).isSameAs(body);
        }
        assertThat(exchanges).hasSizeGreaterThan(200);
    }

    @Test
    void answersAreRead_andPassUntouched() throws IOException {
        List<String> unreadable = new ArrayList<>();
        for (JsonNode exchange : exchanges) {
            byte[] body = answer(exchange);
            boolean stream = exchange.get("streaming").booleanValue();
            try {
                WholeAnswer answer = ChatAnswers.fed(chat.answerReader(stream), body, 13);
                assertThat(answer.original()).isEqualTo(body);
                assertThat(answer.edited(List.of())).isEqualTo(body);
                assertSameAsClient(answer, stream, body);
                WholeAnswer watched = ChatAnswers.watched(stream, body, 13);
                assertThat(watched.tokens()).isEqualTo(answer.tokens());
                assertThat(watched.finishReason()).isEqualTo(answer.finishReason());
            } catch (UnreadableAnswer e) {
                unreadable.add(e.code() + " (status " + exchange.get("status") + ", " + exchange.get("source") + ")");
                assertThat(exchange.at("/response_json/error").isObject()).isTrue();
                assertThat(e.code()).isEqualTo(UnreadableAnswer.UPSTREAM_ERROR);
            }
        }
        System.out.println(exchanges.size() + " recorded chat exchanges, unreadable: " + unreadable);
        assertThat(unreadable).hasSizeLessThan(10);
    }

    private static byte[] answer(JsonNode exchange) throws IOException {
        return exchange.get("streaming").booleanValue()
                ? exchange.get("response_raw").textValue().getBytes(StandardCharsets.UTF_8)
                : MAPPER.writeValueAsBytes(exchange.get("response_json"));
    }

    /** The official client must find the same texts and tool calls. */
    private static void assertSameAsClient(WholeAnswer answer, boolean stream, byte[] body) throws IOException {
        SortedMap<String, String> expected = new TreeMap<>();
        if (stream) {
            addChunks(body, expected);
        } else {
            addChoices(ObjectMappers.jsonMapper().readValue(body, ChatCompletion.class), expected);
        }
        List<String> texts = new ArrayList<>();
        answer.answers().forEach(choice -> texts.add(choice.text()));
        answer.toolCalls().forEach(call -> texts.add(call.arguments()));
        assertThat(texts).containsExactlyElementsOf(expected.values());
    }

    @SuppressWarnings("deprecation") // the recordings are older than the deprecation of function calls
    private static void addChoices(ChatCompletion completion, SortedMap<String, String> texts) {
        for (ChatCompletion.Choice choice : completion.choices()) {
            if (choice._message().isMissing()) {
                texts.put("a" + choice.index(), "");
                continue;
            }
            texts.put("a" + choice.index(), choice.message().content().orElse(""));
            choice.message().functionCall().ifPresent(call -> texts.put("b" + choice.index(), call.arguments()));
            for (ChatCompletionMessageToolCall call :
                    choice.message().toolCalls().orElse(List.of())) {
                texts.put(
                        "c" + choice.index() + "." + texts.size(),
                        call.asFunction().function().arguments());
            }
        }
    }

    @SuppressWarnings("deprecation")
    private static void addChunks(byte[] body, SortedMap<String, String> texts) throws IOException {
        for (String line : new String(body, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.startsWith("data: {")) {
                continue;
            }
            ChatCompletionChunk chunk =
                    ObjectMappers.jsonMapper().readValue(line.substring(6), ChatCompletionChunk.class);
            for (ChatCompletionChunk.Choice choice : chunk.choices()) {
                ChatCompletionChunk.Choice.Delta delta = choice.delta();
                texts.merge("a" + choice.index(), delta.content().orElse(""), String::concat);
                delta.functionCall()
                        .flatMap(call -> call.arguments())
                        .ifPresent(arguments -> texts.merge("b" + choice.index(), arguments, String::concat));
                for (ChatCompletionChunk.Choice.Delta.ToolCall call :
                        delta.toolCalls().orElse(List.of())) {
                    String arguments = call.function()
                            .flatMap(function -> function.arguments())
                            .orElse("");
                    texts.merge("c" + choice.index() + "." + call.index(), arguments, String::concat);
                }
            }
        }
    }
}
