package dev.fulcrum.surface;

import dev.fulcrum.model.TextEdit;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The field at the root of a request that holds the system text: a string, an array of text blocks, or nothing yet.
 *
 * @param document the request
 * @param name the field's name
 * @param passage the text, if the field is a string
 */
record SystemField(JsonDocument document, String name, Optional<Passage> passage)
        implements ParsedRequest.Instructions {

    /** Adds the texts behind what the field says. */
    @Override
    public void add(List<String> texts, List<TextEdit> edits, Splices splices) {
        int node = document.member(0, name);
        String joined = String.join("\n\n", texts);
        if (node == JsonDocument.NONE) {
            // the root is never empty: it names a model
            ByteArrayOutputStream field = new ByteArrayOutputStream();
            field.writeBytes(('"' + name + "\":").getBytes(StandardCharsets.UTF_8));
            field.writeBytes(JsonStrings.encode(joined));
            field.write(',');
            int behind = document.start(0) + 1;
            splices.put(behind, behind, field.toByteArray());
        } else if (document.is(Kind.ARRAY, node)) {
            addBlocks(node, texts, splices);
        } else {
            String said = passage.map(it -> it.edited(own(it, edits))).orElse("");
            String whole = said.isEmpty() ? joined : said + "\n\n" + joined;
            splices.put(document.start(node), document.end(node), JsonStrings.encode(whole));
        }
    }

    private static List<TextEdit> own(Passage passage, List<TextEdit> edits) {
        return edits.stream().filter(edit -> edit.part().equals(passage.part())).toList();
    }

    private void addBlocks(int array, List<String> texts, Splices splices) {
        int[] blocks = document.children(array);
        int behind = blocks.length == 0 ? document.start(array) + 1 : document.end(blocks[blocks.length - 1]);
        ByteArrayOutputStream added = new ByteArrayOutputStream();
        for (String text : texts) {
            if (blocks.length > 0 || added.size() > 0) {
                added.write(',');
            }
            added.writeBytes("{\"type\":\"text\",\"text\":".getBytes(StandardCharsets.UTF_8));
            added.writeBytes(JsonStrings.encode(text));
            added.write('}');
        }
        splices.put(behind, behind, added.toByteArray());
    }
}
