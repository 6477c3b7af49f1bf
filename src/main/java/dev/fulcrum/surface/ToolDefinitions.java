package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Reads the tools that a request offers to the model: name, description and schema, one under the other.
 */
final class ToolDefinitions {
    /** Who speaks in a tool definition: whoever wrote the application. */
    private static final String ROLE = "developer";

    private static final List<String> TEXTS = List.of("name", "description");
    private static final List<String> SCHEMAS = List.of("parameters", "format", "input_schema");
    private static final List<String> FIELDS = List.of("name", "description", "parameters", "format", "input_schema");

    private final JsonDocument document;
    private final JsonText schemas;

    ToolDefinitions(JsonDocument document) {
        this.document = document;
        this.schemas = new JsonText(document, IntUnaryOperator.identity());
    }

    /** Adds a passage for each of {@code tools}, then for each of the legacy {@code functions}. */
    void readInto(List<Passage> passages) throws UnexpectedShape {
        int count = readArray("tools", 0, passages);
        readArray("functions", count, passages);
    }

    /** Tells what of the tools was read, and their names; what else stands in a tool is told by the same voice. */
    void tell(BitSet read, Voices voices) {
        int index = 0;
        for (String name : new String[] {"tools", "functions"}) {
            for (int tool : document.children(document.member(0, name))) {
                int described = name.equals("functions") ? tool : described(tool);
                if (document.is(Kind.OBJECT, described)) {
                    voices.tool(document.textOrEmpty(document.member(described, "name")));
                    for (String field : FIELDS) {
                        int node = document.member(described, field);
                        if (node != JsonDocument.NONE && (document.is(Kind.STRING, node) || !TEXTS.contains(field))) {
                            read.set(document.start(node));
                        }
                    }
                } else {
                    read.set(document.start(tool));
                }
                voices.add(name, new Voice(Part.TOOL_DEFINITION, ROLE, index++, false));
            }
        }
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

    /** The object that holds name and description: the tool or one in it; none in tools that the model's server brings along. */
    private int described(int tool) {
        if (document.is(Kind.STRING, document.member(tool, "name"))) {
            String type = document.textOrEmpty(document.member(tool, "type"));
            return type.isEmpty() || type.equals("function") || type.equals("custom") ? tool : JsonDocument.NONE;
        }
        int function = document.member(tool, "function");
        return document.is(Kind.OBJECT, function) ? function : document.member(tool, "custom");
    }

    private TextPieces pieces(int tool, int described, boolean exact) {
        TextPieces pieces = new TextPieces();
        if (!document.is(Kind.OBJECT, described)) {
            schemas.add(tool, exact, pieces);
            return pieces;
        }
        for (String name : TEXTS) {
            int node = document.member(described, name);
            if (document.is(Kind.STRING, node)) {
                separate(pieces);
                pieces.piece(document.text(node), document.start(node), document.end(node));
            }
        }
        for (String name : SCHEMAS) {
            int node = document.member(described, name);
            if (!document.absent(node)) {
                separate(pieces);
                schemas.add(node, exact, pieces);
            }
        }
        return pieces;
    }

    private static void separate(TextPieces pieces) {
        if (!pieces.isEmpty()) {
            pieces.glue("\n");
        }
    }
}
