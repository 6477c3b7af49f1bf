package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Streams with typed events, fed, settled and edited at random. */
class StreamReleasePropertyTest {

    @Property(tries = 300, seed = "20261123")
    void piecesMakeTheWhole_whenMessagesAreReleasedWhileTheyCome(@ForAll long seed) {
        piecesMakeTheWhole(new Random(seed), new AnthropicMessages(32), MessagesAnswerTest.STREAM);
    }

    @Property(tries = 300, seed = "20261123")
    void piecesMakeTheWhole_whenResponsesAreReleasedWhileTheyCome(@ForAll long seed) {
        piecesMakeTheWhole(new Random(seed), new OpenAiResponses(32), ResponsesAnswerTest.STREAM);
    }

    private static void piecesMakeTheWhole(Random random, Surface surface, String stream) {
        String end = new String[] {"\n", "\r\n", "\r"}[random.nextInt(3)];
        byte[] bytes = stream.replace("\n", end).getBytes(StandardCharsets.UTF_8);
        WholeAnswer whole = ChatAnswers.fed(surface.answerReader(true), bytes, 1 + random.nextInt(99));
        // arguments are JSON, of which an edit leaves the brackets, and a signed thought goes whole: properties of
        // their own
        List<TextEdit> edits = whole.parts().stream()
                .filter(part -> !part.kind().equals(Part.TOOL_CALL))
                .filter(part -> !part.kind().equals(Part.REASONING) || surface instanceof OpenAiResponses)
                .flatMap(part -> SplitText.randomEdits(random, part).stream())
                .toList();

        assertThat(Releasing.released(random, surface, bytes, List.of())).isEqualTo(bytes);
        byte[] edited = Releasing.released(random, surface, bytes, edits);
        assertThat(edited).isEqualTo(whole.edited(edits));
        WholeAnswer again = ChatAnswers.fed(surface.answerReader(true), edited, 50);
        assertThat(again.parts())
                .extracting(Part::text)
                .containsExactlyElementsOf(
                        whole.parts().stream().map(part -> edited(part, edits)).toList());
    }

    private static String edited(Part part, List<TextEdit> edits) {
        List<TextEdit> own =
                edits.stream().filter(edit -> edit.part().equals(part)).toList();
        return new SplitText(List.of(part.text()), "").edited(own).get(0);
    }
}
