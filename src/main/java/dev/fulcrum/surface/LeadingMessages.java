package dev.fulcrum.surface;

import dev.fulcrum.model.TextEdit;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The system and developer messages that a request begins with. Added instructions join the last of them, since many chat templates take one such message
 * and no more; only where there is none they become a message of their own.
 *
 * @param document the request
 * @param array where its messages stand
 * @param joined the message that they join; {@link JsonDocument#NONE} if there is none
 * @param textType type of a text among the parts of a message
 * @param passages all that can be edited
 */
record LeadingMessages(JsonDocument document, int array, int joined, String textType, List<Passage> passages)
        implements ParsedRequest.Instructions {

    /** Those of a request whose messages are the array at {@code array}. */
    static LeadingMessages of(JsonDocument document, int array, String textType, List<Passage> passages) {
        int joined = JsonDocument.NONE;
        for (int node = document.first(array);
                node < document.after(array) && instructs(document, node);
                node = document.after(node)) {
            joined = node;
        }
        return new LeadingMessages(document, array, joined, textType, passages);
    }

    boolean isEmpty() {
        return joined == JsonDocument.NONE;
    }

    private static boolean instructs(JsonDocument document, int message) {
        int role = document.member(message, "role");
        int type = document.member(message, "type");
        return (document.says("system", role) || document.says("developer", role))
                && (document.absent(type) || document.says("message", type));
    }

    @Override
    public void add(List<String> texts, List<TextEdit> edits, Splices splices) {
        String text = String.join("\n\n", texts);
        int content = document.member(joined, "content");
        if (joined == JsonDocument.NONE) {
            // the array always has a message of the caller
            insert(document.start(array) + 1, splices, "{\"role\":\"system\",\"content\":", text, "},");
        } else if (content == JsonDocument.NONE) {
            // the message always has a role
            insert(document.start(joined) + 1, splices, "\"content\":", text, ",");
        } else if (document.is(Kind.ARRAY, content)) {
            int[] parts = document.children(content);
            int behind = parts.length == 0 ? document.start(content) + 1 : document.end(parts[parts.length - 1]);
            String comma = parts.length == 0 ? "" : ",";
            insert(behind, splices, comma + "{\"type\":\"" + textType + "\",\"text\":", text, "}");
        } else {
            String said = document.is(Kind.STRING, content) ? edited(content, edits) : "";
            String whole = said.isEmpty() ? text : said + "\n\n" + text;
            splices.put(document.start(content), document.end(content), JsonStrings.encode(whole));
        }
    }

    /** What a string says after edits of the request. */
    private String edited(int string, List<TextEdit> edits) {
        if (edits.isEmpty()) {
            return document.text(string);
        }
        Splices own = new Splices();
        Passage.splice(passages, edits, own);
        byte[] token = own.apply(document.bytes(), 0, document.start(string), document.end(string));
        return JsonStrings.decode(token, 0, token.length);
    }

    private static void insert(int at, Splices splices, String before, String text, String behind) {
        ByteArrayOutputStream inserted = new ByteArrayOutputStream();
        inserted.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        inserted.writeBytes(JsonStrings.encode(text));
        inserted.writeBytes(behind.getBytes(StandardCharsets.US_ASCII));
        splices.put(at, at, inserted.toByteArray());
    }
}
