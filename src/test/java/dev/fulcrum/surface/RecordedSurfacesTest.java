package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real exchanges of every surface, if they lie beside the project. */
class RecordedSurfacesTest {
    private static final Path FILE =
            Path.of(System.getProperty("fulcrum.shared", "../shared/data"), "transcripts", "exchanges.jsonl");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stream<Arguments> surfaces() {
        return Stream.of(
                Arguments.of(new ChatCompletions(64), 235),
                Arguments.of(new AnthropicMessages(64), 38),
                Arguments.of(new OpenAiResponses(64), 34),
                Arguments.of(new OpenAiCompletions(64), 48),
                Arguments.of(new OpenAiEmbeddings(64), 5));
    }

    private static List<JsonNode> exchanges(Surface surface) throws IOException {
        Assumptions.assumeTrue(
                Files.exists(FILE),
                () -> "no recorded exchanges at " + FILE + "; set -Dfulcrum.shared to their folder");
        List<JsonNode> exchanges = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            JsonNode exchange = MAPPER.readTree(line);
            String path = exchange.get("path").textValue().replaceAll("\\?.*", "");
            boolean azure =
                    path.matches("/openai/deployments/[^/]+" + surface.path().substring(3));
            if ((path.equals(surface.path()) || azure)
                    && exchange.at("/request/model").isTextual()) {
                exchanges.add(exchange);
            }
        }
        return exchanges;
    }

    @ParameterizedTest
    @MethodSource("surfaces")
    void requestsAreRead_andPassUntouched(Surface surface, int atLeast) throws Exception {
        List<JsonNode> exchanges = exchanges(surface);
        for (JsonNode exchange : exchanges) {
            byte[] body = MAPPER.writeValueAsBytes(exchange.get("request"));

            SurfaceRequest request = surface.read(body);

            assertThat(request.model()).isEqualTo(exchange.at("/request/model").textValue());
            assertThat(request.parts()).isNotEmpty();
            assertThat(request.edited(List.of(), List.of(), Optional.empty())).isSameAs(body);
            byte[] named = request.edited(List.of(), List.of("Be kind."), Optional.of("other"));
            assertThat(surface.read(named).model()).isEqualTo("other");
        }
        assertThat(exchanges).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    @ParameterizedTest
    @MethodSource("surfaces")
    void answersAreRead_andReleasedInPieces(Surface surface, int atLeast) throws IOException {
        Random random = new Random(20261123);
        List<JsonNode> exchanges = exchanges(surface);
        int streams = 0;
        for (JsonNode exchange : exchanges) {
            boolean stream = exchange.get("streaming").booleanValue();
            byte[] body = stream
                    ? exchange.get("response_raw").textValue().getBytes(StandardCharsets.UTF_8)
                    : MAPPER.writeValueAsBytes(exchange.get("response_json"));
            if (exchange.at("/response_json/error").isObject()) {
                continue;
            }
            WholeAnswer answer = ChatAnswers.fed(surface.answerReader(stream), body, 13);
            assertThat(answer.original()).isEqualTo(body);
            assertThat(answer.edited(List.of())).isEqualTo(body);
            WholeAnswer watched = ChatAnswers.fed(surface.answerReader(stream, false), body, 13);
            assertThat(watched.tokens()).isEqualTo(answer.tokens());
            assertThat(watched.finishReason()).isEqualTo(answer.finishReason());
            if (stream) {
                // signed thoughts go whole, and with them their part
                List<TextEdit> edits = answer.parts().stream()
                        .filter(part -> !part.kind().equals(Part.REASONING))
                        .flatMap(part -> SplitText.randomEdits(random, part).stream())
                        .toList();
                assertThat(Releasing.released(random, surface, body, List.of())).isEqualTo(body);
                assertThat(Releasing.released(random, surface, body, edits)).isEqualTo(answer.edited(edits));
                WholeAnswer again = ChatAnswers.fed(surface.answerReader(true), answer.edited(edits), 1000);
                assertThat(again.parts()).hasSameSizeAs(answer.parts());
                streams++;
            }
        }
        System.out.println(exchanges.size() + " recorded exchanges of " + surface.id() + ", " + streams
                + " streams released in pieces");
    }
}
