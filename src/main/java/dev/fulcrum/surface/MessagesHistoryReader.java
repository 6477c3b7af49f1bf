package dev.fulcrum.surface;

import dev.fulcrum.model.NewestTurn;
import dev.fulcrum.model.Part;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Reads system text and messages of one request of the Messages API; used once. */
final class MessagesHistoryReader {
    private static final List<String> ROLES = List.of("user", "assistant", "system");

    private final JsonDocument document;
    private final JsonText values;
    private final HistoryBuilder history = new HistoryBuilder();
    private final Voices voices = new Voices();
    private Optional<Passage> system = Optional.empty();

    MessagesHistoryReader(JsonDocument document) {
        this.document = document;
        this.values = new JsonText(document, IntUnaryOperator.identity());
    }

    /** The history of a request whose {@code messages} is the array at {@code array}. */
    History read(int array) throws UnreadableRequest, UnexpectedShape {
        List<String> roles = roles(array);
        int[] messages = document.children(array);
        List<NewestTurn.Said> said = new ArrayList<>();
        for (int i = 0; i < messages.length; i++) {
            said.add(new NewestTurn.Said(roles.get(i), hasResult(messages[i])));
        }
        NewestTurn newest = NewestTurn.of(said, message -> words(messages[message]));
        readSystem(newest.first() == 0);
        int position = 0;
        for (int message : messages) {
            String path = "messages[" + position + "].content";
            int content = document.member(message, "content");
            boolean latest = newest.has(position);
            if (document.is(Kind.ARRAY, content)) {
                readBlocks(content, roles.get(position), latest, path);
            } else {
                history.message(roles.get(position), text(content, path, "a string or an array of blocks"), latest);
            }
            voices.add(
                    "messages", new Voice(Part.MESSAGE, roles.get(position), Math.max(0, history.count() - 1), latest));
            position++;
        }
        return history.of(document, voices);
    }

    /** The system text if it is one string. */
    Optional<Passage> system() {
        return system;
    }

    private List<String> roles(int array) throws UnreadableRequest, UnexpectedShape {
        List<String> roles = new ArrayList<>();
        for (int message : document.children(array)) {
            String path = "messages[" + roles.size() + "]";
            if (!document.is(Kind.OBJECT, message)) {
                throw new UnexpectedShape(path, "an object", document.kind(message));
            }
            int role = document.member(message, "role");
            if (document.absent(role)) {
                throw RequestJson.missing(path + ".role");
            }
            if (!ROLES.contains(document.textOrEmpty(role))) {
                throw new UnreadableRequest(
                        "invalid_value",
                        path + ".role",
                        "Invalid value for '" + path + ".role': expected user or assistant.");
            }
            roles.add(document.text(role));
        }
        return roles;
    }

    private boolean hasResult(int message) {
        int content = document.member(message, "content");
        if (document.is(Kind.ARRAY, content)) {
            for (int block : document.children(content)) {
                if (document.textOrEmpty(document.member(block, "type")).endsWith("tool_result")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What a message says in blocks of text; a placeholder when it has others only. */
    private String words(int message) {
        int content = document.member(message, "content");
        if (!document.is(Kind.ARRAY, content)) {
            return document.textOrEmpty(content);
        }
        StringBuilder words = new StringBuilder();
        boolean other = false;
        for (int block : document.children(content)) {
            String type = document.textOrEmpty(document.member(block, "type"));
            if (type.equals("text")) {
                words.append(document.textOrEmpty(document.member(block, "text")))
                        .append('\n');
            } else {
                other = other || (!type.contains("tool_") && !type.contains("thinking"));
            }
        }
        return words.toString().isBlank() && other ? NewestTurn.OTHER : words.toString();
    }

    private void readSystem(boolean latest) throws UnexpectedShape {
        int node = document.member(0, "system");
        if (document.absent(node)) {
            return;
        }
        voices.add("system", new Voice(Part.MESSAGE, "system", 0, latest));
        if (document.is(Kind.ARRAY, node)) {
            TextPieces text = new TextPieces();
            for (int block : document.children(node)) {
                append(text(document.member(block, "text"), "system.text", "a string"), text);
            }
            history.message("system", text, latest);
        } else {
            TextPieces text = text(node, "system", "a string or an array of text blocks");
            system = Optional.of(history.message("system", text, latest));
        }
    }

    /** Tool results come before the message around them, which is what the user says to them. */
    private void readBlocks(int array, String role, boolean latest, String path) throws UnexpectedShape {
        int[] blocks = document.children(array);
        TextPieces said = new TextPieces();
        boolean speaks = blocks.length == 0;
        int position = 0;
        for (int block : blocks) {
            String place = path + "[" + position++ + "]";
            if (!document.is(Kind.OBJECT, block)) {
                throw new UnexpectedShape(place, "an object", document.kind(block));
            }
            String type = document.textOrEmpty(document.member(block, "type"));
            if (type.endsWith("tool_result")) {
                TextPieces result = new TextPieces();
                addContent(block, place, result);
                history.result(document.textOrEmpty(document.member(block, "tool_use_id")), result, latest);
            } else if (type.endsWith("tool_use")) {
                speaks = true;
            } else if (type.equals("thinking")) {
                speaks = true;
                history.reasoning(text(document.member(block, "thinking"), place + ".thinking", "a string"), latest);
            } else {
                speaks = true;
                readSaid(block, place, said);
            }
        }
        if (speaks) {
            history.message(role, said, latest);
        }
        readCalls(blocks, latest);
    }

    private void readCalls(int[] blocks, boolean latest) {
        for (int block : blocks) {
            if (document.textOrEmpty(document.member(block, "type")).endsWith("tool_use")) {
                TextPieces input = new TextPieces();
                int node = document.member(block, "input");
                if (node != JsonDocument.NONE) {
                    values.add(node, true, input);
                }
                history.call(document.textOrEmpty(document.member(block, "name")), input, latest);
            }
        }
    }

    /** Text, and the text of documents and search results; pictures say nothing. */
    private void readSaid(int block, String place, TextPieces into) throws UnexpectedShape {
        for (String name : new String[] {"text", "title", "context"}) {
            append(text(document.member(block, name), place + "." + name, "a string"), into);
        }
        int source = document.member(block, "source");
        if (document.textOrEmpty(document.member(source, "type")).equals("text")) {
            append(text(document.member(source, "data"), place + ".source.data", "a string"), into);
        }
        addContent(source, place + ".source", into);
        addContent(block, place, into);
    }

    /** What a block's {@code content} says: a string, blocks, or a value of a tool that the model's server brings along. */
    private void addContent(int holder, String place, TextPieces into) throws UnexpectedShape {
        int content = document.member(holder, "content");
        if (document.is(Kind.ARRAY, content)) {
            int position = 0;
            for (int block : document.children(content)) {
                readSaid(block, place + ".content[" + position++ + "]", into);
            }
        } else if (document.is(Kind.OBJECT, content)) {
            TextPieces value = new TextPieces();
            values.add(content, true, value);
            append(value, into);
        } else {
            append(text(content, place + ".content", "a string or an array of blocks"), into);
        }
    }

    private TextPieces text(int node, String path, String expected) throws UnexpectedShape {
        TextPieces text = new TextPieces();
        if (document.is(Kind.STRING, node)) {
            text.piece(document.text(node), document.start(node), document.end(node));
        } else if (!document.absent(node)) {
            throw new UnexpectedShape(path, expected, document.kind(node));
        }
        return text;
    }

    private static void append(TextPieces more, TextPieces into) {
        if (more.count() > 0) {
            if (into.count() > 0) {
                into.glue("\n");
            }
            into.all(more);
        }
    }
}
