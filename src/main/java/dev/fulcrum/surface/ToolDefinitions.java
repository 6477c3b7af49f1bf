package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.List;

/**
 * Reads the tools that a request offers to the model: name, description and schema, one under the other.
 *
 * <p>The schema's text is its JSON as written, but with the strings in it decoded: a phrase written in {@code \\u} escapes is read like any
 * other. Edits of it rewrite the keys, strings and numbers that they touch, never the brackets between them.
 */
final class ToolDefinitions {
    /** Who speaks in a tool definition: whoever wrote the application. */
    private static final String ROLE = "developer";

    private final JsonDocument document;

    ToolDefinitions(JsonDocument document) {
        this.document = document;
    }

    /** Adds a passage for each of {@code tools}, then for each of the legacy {@code functions}. */
    void readInto(List<Passage> passages) throws UnexpectedShape {
        int count = readArray("tools", 0, passages);
        readArray("functions", count, passages);
    }

    private int readArray(String name, int firstIndex, List<Passage> passages) throws UnexpectedShape {
        int array = document.member(0, name);
        if (document.absent(array)) {
            return firstIndex;
        }
        if (!document.is(Kind.ARRAY, array)) {
            throw new UnexpectedShape(name, "an array of objects", document.kind(array));
        }
        int index = firstIndex;
        for (int tool : document.children(array)) {
            if (!document.is(Kind.OBJECT, tool)) {
                throw new UnexpectedShape(name + "[" + (index - firstIndex) + "]", "an object", document.kind(tool));
            }
            passages.add(passage(tool, name.equals("functions"), index));
            index++;
        }
        return index;
    }

    private Passage passage(int tool, boolean legacy, int index) {
        int described = legacy ? tool : described(tool);
        String text = pieces(tool, described, false).text();
        return new Passage(new Part(Part.TOOL_DEFINITION, ROLE, index, false, text), () -> pieces(tool, described, true)
                .pieces());
    }

    /** The object that holds name and description; none in tools that the model's server brings along. */
    private int described(int tool) {
        int function = document.member(tool, "function");
        return document.is(Kind.OBJECT, function) ? function : document.member(tool, "custom");
    }

    private TextPieces pieces(int tool, int described, boolean exact) {
        TextPieces pieces = new TextPieces();
        if (!document.is(Kind.OBJECT, described)) {
            schema(tool, exact, pieces);
            return pieces;
        }
        for (String name : new String[] {"name", "description"}) {
            int node = document.member(described, name);
            if (document.is(Kind.STRING, node)) {
                separate(pieces);
                pieces.piece(document.text(node), document.start(node), document.end(node));
            }
        }
        for (String name : new String[] {"parameters", "format"}) {
            int node = document.member(described, name);
            if (!document.absent(node)) {
                separate(pieces);
                schema(node, exact, pieces);
            }
        }
        return pieces;
    }

    private static void separate(TextPieces pieces) {
        if (!pieces.isEmpty()) {
            pieces.glue("\n");
        }
    }

    /** Adds a value's text; its tokens one by one only where that is needed, because most schemas are never edited. */
    private void schema(int node, boolean exact, TextPieces pieces) {
        String written = document.written(document.start(node), document.end(node));
        if (!exact && written.indexOf('\\') < 0) {
            pieces.glue(written);
            return;
        }
        int reached = document.start(node);
        for (int value = node; value < document.after(node); value++) {
            if (value != node && document.name(value) != null) {
                int start = document.keyStart(value);
                reached = string(reached, start, JsonStrings.close(document.bytes(), start), pieces);
            }
            if (document.is(Kind.STRING, value)) {
                reached = string(reached, document.start(value), document.end(value), pieces);
            } else if (document.is(Kind.NUMBER, value)) {
                pieces.glue(document.written(reached, document.start(value)));
                reached = document.end(value);
                pieces.piece(document.written(document.start(value), reached), document.start(value), reached);
            }
        }
        pieces.glue(document.written(reached, document.end(node)));
    }

    /** Adds a string with its quotes as glue; the position of the closing quote is returned. */
    private int string(int reached, int start, int end, TextPieces pieces) {
        pieces.glue(document.written(reached, start + 1));
        pieces.piece(JsonStrings.decode(document.bytes(), start, end), start, end);
        return end - 1;
    }
}
