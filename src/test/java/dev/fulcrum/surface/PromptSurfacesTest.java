package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.ObjectMappers;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionChoice;
import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.PolicyNotice;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Completions and embeddings: a prompt, or several, and nothing else. */
class PromptSurfacesTest {
    private static final PolicyNotice NOTICE =
            new PolicyNotice("x1", "response/no", "wealth", List.of("a"), List.of("b"), "abc", Optional.empty());
    private static final String PROMPTS =
            "{\"model\":\"m\",\"prompt\":[\"call a@b.cd\",[1,2],\"and\"],\"suffix\":\"end\"}";

    private final OpenAiCompletions completions = new OpenAiCompletions(32);
    private final OpenAiEmbeddings embeddings = new OpenAiEmbeddings(32);

    private static SurfaceRequest read(Surface surface, String body) throws UnreadableRequest {
        return surface.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static WholeAnswer fed(Surface surface, boolean stream, String text) {
        return ChatAnswers.fed(surface.answerReader(stream), text.getBytes(StandardCharsets.UTF_8), 7);
    }

    private static String chunk(int index, String text, String reason) {
        return "data: {\"id\":\"c1\",\"object\":\"text_completion\",\"created\":7,\"model\":\"m1\",\"choices\":[{\"text\":\""
                + text + "\",\"index\":" + index + ",\"logprobs\":null,\"finish_reason\":" + reason + "}]}\n\n";
    }

    private static List<Completion> parsed(String stream) throws IOException {
        List<Completion> chunks = new ArrayList<>();
        for (String line : stream.split("\n", -1)) {
            if (line.startsWith("data: {")) {
                chunks.add(ObjectMappers.jsonMapper().readValue(line.substring(6), Completion.class));
            }
        }
        return chunks;
    }

    @Test
    void everyPromptIsAPart_whenThereAreSeveral() throws Exception {
        SurfaceRequest request = read(completions, PROMPTS);

        assertThat(request.parts())
                .containsExactly(
                        new Part(Part.MESSAGE, "user", 0, true, "call a@b.cd"),
                        new Part(Part.MESSAGE, "user", 2, true, "and"),
                        new Part(Part.MESSAGE, "user", 3, true, "end"),
                        Part.unreadable(Part.TOKENS, "user", 1, true));
        assertThat(read(embeddings, "{\"model\":\"m\",\"input\":\"您好\"}").messages())
                .hasSize(1);
        assertThat(read(embeddings, "{\"model\":\"m\",\"input\":[1,2,3]}").parts())
                .containsExactly(Part.unreadable(Part.TOKENS, "user", 0, true));
    }

    @Test
    void instructionStandsBeforeEachPrompt_whenThatIsRedactedToo() throws Exception {
        SurfaceRequest request = read(completions, PROMPTS);
        TextEdit edit = new TextEdit(request.parts().get(0), new Span(5, 11), "[m]");

        assertThat(request.edited(List.of(edit), List.of("Be kind."), Optional.of("n")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        "{\"model\":\"n\",\"prompt\":[\"Be kind.\\n\\ncall [m]\",[1,2],\"Be kind.\\n\\nand\"],\"suffix\":\"end\"}");
        SurfaceRequest embedded = read(embeddings, "{\"model\":\"m\",\"input\":\"hi\"}");
        assertThat(embedded.edited(List.of(), List.of("Be kind."), Optional.empty()))
                .isSameAs(embedded.body());
    }

    @Test
    void placeIsTold_whenTheRequestCannotBeRead() {
        assertThatThrownBy(() -> read(completions, "{\"model\":\"m\",\"prompt\":7}"))
                .isInstanceOfSatisfying(
                        UnreadableRequest.class, e -> assertThat(e.param()).isEqualTo("prompt"));
        assertThatThrownBy(() -> read(embeddings, "{\"input\":\"x\"}")).isInstanceOf(UnreadableRequest.class);
    }

    @Test
    void choicesAreJoined_whenTheCompletionIsAStream() {
        String stream = chunk(0, "mail a@", "null") + chunk(1, "x", "\"length\"") + chunk(0, "b.cd", "\"stop\"")
                + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";
        WholeAnswer answer = fed(completions, true, stream);

        assertThat(answer.answers())
                .containsExactly(
                        new Answer("mail a@b.cd", "", "stop", 0, true), new Answer("x", "", "length", 1, true));
        assertThat(answer.tokens()).isEqualTo(new Tokens(1, 2));
        assertThat(answer.answerClass()).isEqualTo("truncated");
        assertThat(answer.edited(List.of(new TextEdit(answer.parts().get(0), new Span(5, 11), "[m]"))))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(stream.replace("mail a@", "mail [m]").replace("b.cd", ""));
    }

    @Test
    void answerIsUnreadable_whenItIsAnErrorOrCut() {
        for (String error : List.of("data: {\"error\":{\"code\":\"x\"}}\n\n", "event: error\ndata: {}\n\n")) {
            assertThatThrownBy(() -> fed(completions, true, error))
                    .isInstanceOfSatisfying(UnreadableAnswer.class, e -> assertThat(e.code())
                            .isEqualTo(UnreadableAnswer.UPSTREAM_ERROR));
        }
        assertThatThrownBy(() -> fed(completions, true, chunk(0, "x", "null")))
                .isInstanceOfSatisfying(
                        UnreadableAnswer.class, e -> assertThat(e.code()).isEqualTo(UnreadableAnswer.CUT));
        assertThatThrownBy(() -> fed(embeddings, false, "{\"data\":[1,2"))
                .isInstanceOfSatisfying(
                        UnreadableAnswer.class, e -> assertThat(e.code()).isEqualTo(UnreadableAnswer.CUT));
        assertThatThrownBy(() -> fed(embeddings, false, "{\"error\":{}}"))
                .isInstanceOfSatisfying(
                        UnreadableAnswer.class, e -> assertThat(e.code()).isEqualTo(UnreadableAnswer.UPSTREAM_ERROR));
        assertThatThrownBy(() -> fed(embeddings, false, "{}"))
                .isInstanceOfSatisfying(
                        UnreadableAnswer.class, e -> assertThat(e.code()).isEqualTo(UnreadableAnswer.NOT_AN_ANSWER));
    }

    @Test
    void openChoicesAreFiltered_whenTheRestIsBlocked() throws Exception {
        AnswerReader reader = completions.answerReader(true);
        reader.feed((chunk(0, "fine ", "null") + chunk(1, "x", "\"stop\"") + chunk(0, "s3cret", "null"))
                .getBytes(StandardCharsets.UTF_8));
        List<Settled> settled = reader.soFar().parts().stream()
                .map(so -> new Settled(so.part(), 5))
                .toList();
        String released = new String(reader.release(settled, List.of()), StandardCharsets.UTF_8);

        String rest = new String(
                completions.blockedRest(read(completions, PROMPTS), reader, "No.", NOTICE), StandardCharsets.UTF_8);

        List<Completion> chunks = parsed(released + rest);
        assertThat(released + rest).doesNotContain("s3cret").endsWith("data: [DONE]\n\n");
        assertThat(chunks).hasSize(3);
        assertThat(chunks.get(2).choices().get(0).finishReason())
                .isEqualTo(CompletionChoice.FinishReason.CONTENT_FILTER);
        assertThat(rest).contains("\"rule\":\"response/no\"");
    }

    @Test
    void clientReadsWhatIsWritten_whenARuleAnswersOrBlocks() throws Exception {
        SurfaceRequest request = read(completions, PROMPTS);
        Completion answered = ObjectMappers.jsonMapper()
                .readValue(
                        completions.answer(request, "您好", NOTICE, Instant.EPOCH).body(), Completion.class)
                .validate();
        WholeAnswer original = fed(completions, true, chunk(0, "a", "\"stop\""));
        Written blocked = completions.blockedAnswer(request, original, "No.", NOTICE);

        assertThat(answered.choices().get(0).text()).isEqualTo("您好");
        assertThat(parsed(new String(blocked.body(), StandardCharsets.UTF_8))
                        .get(0)
                        .choices()
                        .get(0)
                        .text())
                .isEqualTo("No.");
        Written embedded = embeddings.answer(request, "No.", NOTICE, Instant.EPOCH);
        assertThat(embedded.status()).isEqualTo(400);
    }

    @Test
    void vectorsPass_whenTheAnswerHasSome() {
        String body =
                "{\"object\":\"list\",\"data\":[{\"embedding\":[0.5,-1e-3]}],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}";
        WholeAnswer answer = fed(embeddings, false, body);

        assertThat(answer.original()).asString(StandardCharsets.UTF_8).isEqualTo(body);
        assertThat(answer.tokens()).isEqualTo(new Tokens(8, 0));
        assertThat(answer.parts()).isEmpty();
    }
}
