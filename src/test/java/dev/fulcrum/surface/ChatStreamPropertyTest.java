package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random streams of several choices, with tool calls, whose events are written in every form that the standard allows. */
class ChatStreamPropertyTest {
    private final ChatCompletions chat = new ChatCompletions(32);

    /** Pieces of one text, the templates of the events that carry them, and which event is next. */
    private record Source(SplitText text, String before, String after) {}

    private record Script(List<Source> sources, String template, List<Integer> order) {

        String filled(List<List<String>> tokens) {
            int[] next = new int[sources.size()];
            StringBuilder stream = new StringBuilder();
            int event = 0;
            for (int i = 0; i < template.length(); i++) {
                if (template.charAt(i) == '@') {
                    int source = order.get(event++);
                    stream.append(tokens.get(source).get(next[source]++));
                } else {
                    stream.append(template.charAt(i));
                }
            }
            return stream.toString();
        }
    }

    private static Script script(Random random) {
        List<Source> sources = new ArrayList<>();
        int choices = 1 + random.nextInt(3);
        for (int choice = 0; choice < choices; choice++) {
            String head = "{\"id\":\"c\",\"choices\":[{\"index\":" + choice + ",|\"delta\":{\"";
            String tail = "},\"finish_reason\":null,\"logprobs\":null|}]}";
            sources.add(new Source(pieces(random), head + "content\":|", tail));
            for (int call = random.nextInt(3); call > 0; call--) {
                sources.add(new Source(
                        pieces(random),
                        head + "tool_calls\":[{\"index\":" + (3 - call) + ",\"function\":{\"arguments\": ",
                        "}}]" + tail));
            }
        }
        List<Integer> order = new ArrayList<>();
        int[] left = sources.stream()
                .mapToInt(source -> source.text().pieces().size())
                .toArray();
        StringBuilder template = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
        while (Arrays.stream(left).anyMatch(count -> count > 0)) {
            int source = random.nextInt(left.length);
            if (left[source]-- > 0) {
                order.add(source);
                template.append(event(
                        random,
                        sources.get(source).before() + "@" + sources.get(source).after()));
            }
        }
        return new Script(sources, template.append("data: [DONE]\n\n").toString(), order);
    }

    /** An event of which each {@code |} is a place where a line of data may end. */
    private static String event(Random random, String data) {
        String end = new String[] {"\n", "\r\n", "\r"}[random.nextInt(3)];
        String[] lines = data.split("\\|", -1);
        StringBuilder event = new StringBuilder(random.nextInt(4) == 0 ? ": 心跳" + end : "");
        event.append(random.nextBoolean() ? "data: " : "data:");
        for (int i = 0; i < lines.length; i++) {
            event.append(lines[i]);
            if (i + 1 < lines.length && random.nextInt(5) == 0) {
                event.append(end).append("data:").append(random.nextBoolean() ? " " : "");
            }
        }
        return event.append(end).append(end).toString();
    }

    private static SplitText pieces(Random random) {
        List<String> pieces = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            pieces.add(SplitText.randomText(random, 4));
        }
        return new SplitText(pieces, "");
    }

    private static List<List<String>> tokens(Random random, Script script) {
        List<List<String>> tokens = new ArrayList<>();
        for (Source source : script.sources()) {
            tokens.add(source.text().pieces().stream()
                    .map(text -> SplitText.randomToken(random, text))
                    .toList());
        }
        return tokens;
    }

    @Property(tries = 400, seed = "20261123")
    void onlyEditedDeltasChange_whenEditsAreRandom(@ForAll long seed) {
        Random random = new Random(seed);
        Script script = script(random);
        List<List<String>> original = tokens(random, script);
        WholeAnswer answer = ChatAnswers.stream(script.filled(original));
        assertThat(answer.parts())
                .extracting(Part::text)
                .containsExactlyElementsOf(script.sources().stream()
                        .map(source -> source.text().whole())
                        .toList());

        List<TextEdit> edits = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        for (int i = 0; i < original.size(); i++) {
            SplitText text = script.sources().get(i).text();
            boolean json = EmbeddedJson.worth(text.whole()) && text.whole().indexOf('\\') >= 0;
            List<TextEdit> own = !json && random.nextBoolean()
                    ? SplitText.randomEdits(random, answer.parts().get(i))
                    : List.of();
            edits.addAll(own);
            expected.add(replaced(original.get(i), text.pieces(), text.edited(own)));
        }

        assertThat(answer.edited(edits)).asString(StandardCharsets.UTF_8).isEqualTo(script.filled(expected));
        assertThat(answer.edited(List.of())).isSameAs(answer.original());
    }

    private static List<String> replaced(List<String> tokens, List<String> before, List<String> after) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            boolean same = before.get(i).equals(after.get(i));
            result.add(same ? tokens.get(i) : SplitText.plainToken(after.get(i)));
        }
        return result;
    }

    @Property(tries = 200, seed = "20261123")
    void sameAnswerResults_whereverTheBytesAreCut(@ForAll long seed) {
        Random random = new Random(seed);
        Script script = script(random);
        byte[] bytes = script.filled(tokens(random, script)).getBytes(StandardCharsets.UTF_8);
        WholeAnswer atOnce = ChatAnswers.fed(chat.answerReader(true), bytes, bytes.length);
        for (int step : new int[] {1, 2 + random.nextInt(40)}) {
            WholeAnswer cut = ChatAnswers.fed(chat.answerReader(true), bytes, step);
            assertThat(cut.original()).isEqualTo(bytes);
            assertThat(cut.parts()).isEqualTo(atOnce.parts());
            assertThat(cut.answers()).isEqualTo(atOnce.answers());
            assertThat(cut.toolCalls()).isEqualTo(atOnce.toolCalls());
            List<TextEdit> edits = cut.parts().stream()
                    .flatMap(part -> SplitText.randomEdits(random, part).stream())
                    .toList();
            assertThat(cut.edited(edits)).isEqualTo(atOnce.edited(edits));
        }
    }

    @Property(tries = 300, seed = "20261123")
    void piecesMakeTheWhole_whenTheStreamIsReleasedWhileItComes(@ForAll long seed) {
        Random random = new Random(seed);
        Script script = script(random);
        byte[] bytes = script.filled(tokens(random, script)).getBytes(StandardCharsets.UTF_8);
        WholeAnswer whole = ChatAnswers.fed(chat.answerReader(true), bytes, bytes.length);
        List<TextEdit> edits = whole.parts().stream()
                .flatMap(part -> SplitText.randomEdits(random, part).stream())
                .toList();

        assertThat(Releasing.released(random, chat, bytes, List.of())).isEqualTo(bytes);
        assertThat(Releasing.released(random, chat, bytes, edits)).isEqualTo(whole.edited(edits));
    }
}
