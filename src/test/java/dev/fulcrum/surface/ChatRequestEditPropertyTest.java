package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ChatRequestEditPropertyTest {
    private final ChatCompletions chat = new ChatCompletions(32);

    private SurfaceRequest read(String body) throws UnreadableRequest {
        return chat.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String edited(SurfaceRequest request, List<TextEdit> edits) {
        return new String(request.edited(edits, List.of(), Optional.empty()), StandardCharsets.UTF_8);
    }

    /** Each piece of text has a mark in the body; everything between the marks must survive to the byte. */
    @Property(tries = 600, seed = "20261123")
    void onlyEditedTokensChange_whenEditsAreRandom(@ForAll long seed) throws UnreadableRequest {
        Random random = new Random(seed);
        List<SplitText> messages = new ArrayList<>();
        StringBuilder template = new StringBuilder("{ \"x\" : 1.50E+2,\"model\":\"m\",\"messages\":[");
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            SplitText message = randomMessage(random);
            messages.add(message);
            template.append(i == 0 ? "" : " ,\n").append(messageTemplate(message));
        }
        template.append("],\"y\":{\"z\":12345678901234567890.10,\"\\u4e2d\":\"\\/\"}}\r\n");
        List<String> original = new ArrayList<>();
        messages.forEach(
                message -> message.pieces().forEach(text -> original.add(SplitText.randomToken(random, text))));
        SurfaceRequest request = read(filled(template, original));

        List<TextEdit> edits = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Part part = request.parts().get(i);
            assertThat(part.text()).isEqualTo(messages.get(i).whole());
            List<TextEdit> own = random.nextBoolean() ? SplitText.randomEdits(random, part) : List.of();
            edits.addAll(own);
            List<String> before = messages.get(i).pieces();
            List<String> after = messages.get(i).edited(own);
            for (int piece = 0; piece < before.size(); piece++) {
                boolean same = before.get(piece).equals(after.get(piece));
                expected.add(same ? original.get(expected.size()) : SplitText.plainToken(after.get(piece)));
            }
        }

        assertThat(edited(request, edits)).isEqualTo(filled(template, expected));
        assertThat(request.edited(List.of(), List.of(), Optional.empty())).isSameAs(request.body());
    }

    private static SplitText randomMessage(Random random) {
        List<String> pieces = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            pieces.add(SplitText.randomText(random, 12));
        }
        return new SplitText(pieces, "\n");
    }

    private static String messageTemplate(SplitText message) {
        if (message.pieces().size() == 1) {
            return "{\"content\":@, \"role\":\"user\",\"n\":[1, 2]}";
        }
        String image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}},";
        String pieces =
                "{\"type\":\"text\",\"text\": @ },".repeat(message.pieces().size());
        return "{\"role\":\"user\",\"content\":[" + image + pieces.substring(0, pieces.length() - 1) + "]}";
    }

    private static String filled(StringBuilder template, List<String> tokens) {
        StringBuilder body = new StringBuilder();
        int next = 0;
        for (int i = 0; i < template.length(); i++) {
            char unit = template.charAt(i);
            body.append(unit == '@' ? tokens.get(next++) : String.valueOf(unit));
        }
        return body.toString();
    }
}
