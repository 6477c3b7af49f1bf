package dev.fulcrum.surface;

import dev.fulcrum.model.NewestTurn;
import dev.fulcrum.model.Part;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads instructions and input of one request of the Responses API; used once. */
final class ResponsesHistoryReader {
    private static final String ASSISTANT = "assistant";
    private static final String USER = "user";
    private static final String TOOL = "tool";

    /** Fields in which calls of different kinds say what they call with, and what came of it. */
    private static final List<String> ARGUMENTS =
            List.of("arguments", "input", "code", "action", "operation", "queries");

    private static final List<String> RESULTS = List.of("output", "outputs", "results", "error");
    private static final List<String> ROLES = List.of(USER, ASSISTANT, "system", "developer");

    private final JsonDocument document;
    private final Fragment body;
    private final HistoryBuilder history = new HistoryBuilder();
    private final Voices voices = new Voices();
    private Optional<Passage> instructions = Optional.empty();

    ResponsesHistoryReader(JsonDocument document) {
        this.document = document;
        this.body = Fragment.whole(document);
    }

    History read() throws UnreadableRequest, UnexpectedShape {
        int input = document.member(0, "input");
        int[] items = document.is(Kind.ARRAY, input) ? document.children(input) : new int[0];
        List<String> roles = roles(items);
        List<NewestTurn.Said> said = roles.stream()
                .map(role -> new NewestTurn.Said(role, role.equals(TOOL)))
                .toList();
        NewestTurn newest = NewestTurn.of(said, item -> words(items[item]));
        boolean begins = newest.first() == 0;
        int told = document.member(0, "instructions");
        if (!document.absent(told)) {
            TextPieces text = body.text(told, "instructions");
            instructions = Optional.of(history.message("system", text, begins));
            voices.add("instructions", new Voice(Part.MESSAGE, "system", 0, begins));
        }
        int variables = document.member(document.member(0, "prompt"), "variables");
        if (!document.absent(variables)) {
            history.message(USER, JsonText.of(body, variables), begins);
        }
        if (items.length == 0 && !document.absent(input) && !document.is(Kind.ARRAY, input)) {
            if (!document.is(Kind.STRING, input)) {
                throw new UnexpectedShape("input", "a string or an array of items", document.kind(input));
            }
            history.message(USER, body.text(input, "input"), true);
        }
        for (int position = 0; position < items.length; position++) {
            try {
                voices.add("input", readItem(items[position], roles.get(position), newest.has(position)));
            } catch (UnexpectedShape e) {
                throw e.in("input[" + position + "]");
            }
        }
        return history.of(document, voices);
    }

    /** The instructions, if there are any. */
    Optional<Passage> instructions() {
        return instructions;
    }

    /** Who each item comes from: its role, or who else writes such items. */
    private List<String> roles(int[] items) throws UnreadableRequest, UnexpectedShape {
        List<String> roles = new ArrayList<>();
        for (int item : items) {
            String path = "input[" + roles.size() + "]";
            if (!document.is(Kind.OBJECT, item)) {
                throw new UnexpectedShape(path, "an object", document.kind(item));
            }
            String type = type(item);
            if (type.equals("message")) {
                String role = document.textOrEmpty(document.member(item, "role"));
                if (!ROLES.contains(role)) {
                    throw new UnreadableRequest(
                            "invalid_value",
                            path + ".role",
                            "Invalid value for '" + path + ".role': expected one of " + String.join(", ", ROLES) + ".");
                }
                roles.add(role);
            } else {
                boolean model =
                        type.equals("reasoning") || type.endsWith("_call") || type.equals("mcp_approval_request");
                boolean tool = type.endsWith("_output") || type.equals("mcp_list_tools");
                roles.add(model ? ASSISTANT : tool ? TOOL : USER);
            }
        }
        return roles;
    }

    /** What a message says; a placeholder when it has no text but something else. */
    private String words(int item) {
        int content = document.member(item, "content");
        if (!type(item).equals("message")) {
            return "";
        }
        String text;
        try {
            text = text(content, "content").text();
        } catch (UnexpectedShape e) {
            return ""; // told when the item itself is read
        }
        return text.isBlank() && ChatHistoryReader.hasOther(document, content) ? NewestTurn.OTHER : text;
    }

    private String type(int item) {
        String type = document.textOrEmpty(document.member(item, "type"));
        return type.isEmpty() ? "message" : type;
    }

    /** Reads an item; whose words it holds. */
    private Voice readItem(int item, String role, boolean latest) throws UnexpectedShape {
        String type = type(item);
        if (type.equals("message")) {
            history.message(role, text(document.member(item, "content"), "content"), latest);
            return new Voice(Part.MESSAGE, role, history.count() - 1, latest);
        } else if (type.equals("reasoning")) {
            TextPieces text = text(document.member(item, "summary"), "summary");
            append(text(document.member(item, "content"), "content"), text);
            history.reasoning(text, latest);
            return new Voice(Part.REASONING, role, history.count(), latest);
        } else if (type.endsWith("_output")) {
            String call = document.textOrEmpty(document.member(item, "call_id"));
            history.result(call, text(document.member(item, "output"), "output"), latest);
            return new Voice(Part.TOOL_RESULT, role, history.count() - 1, latest);
        } else if (type.endsWith("_call") || type.equals("mcp_approval_request")) {
            return readCall(item, type, latest);
        }
        history.silent();
        return new Voice(role.equals(TOOL) ? Part.TOOL_RESULT : Part.MESSAGE, role, history.count() - 1, latest);
    }

    /** A call, and what came of it if the model's server made it. */
    private Voice readCall(int item, String type, boolean latest) throws UnexpectedShape {
        String name = document.textOrEmpty(document.member(item, "name"));
        TextPieces arguments = new TextPieces();
        for (String field : ARGUMENTS) {
            append(text(document.member(item, field), field), arguments);
        }
        int number = history.call(name.isEmpty() ? type : name, arguments, latest);
        TextPieces result = new TextPieces();
        boolean returned = false;
        for (String field : RESULTS) {
            int node = document.member(item, field);
            returned |= !document.absent(node);
            append(text(node, field), result);
        }
        if (returned) {
            history.result(document.textOrEmpty(document.member(item, "id")), result, latest);
        }
        return new Voice(Part.TOOL_CALL, ASSISTANT, number, latest);
    }

    /** What a string says, or an array of content parts; an object says its JSON. */
    private TextPieces text(int node, String path) throws UnexpectedShape {
        if (document.is(Kind.OBJECT, node)) {
            boolean picture =
                    document.textOrEmpty(document.member(node, "type")).equals("computer_screenshot");
            return picture ? new TextPieces() : JsonText.of(body, node);
        }
        if (!document.is(Kind.ARRAY, node)) {
            return body.text(node, path);
        }
        TextPieces text = new TextPieces();
        int position = 0;
        for (int part : document.children(node)) {
            String place = path + "[" + position++ + "]";
            if (document.is(Kind.STRING, part)) {
                append(body.text(part, place), text);
                continue;
            }
            if (!document.is(Kind.OBJECT, part)) {
                throw new UnexpectedShape(place, "an object", document.kind(part));
            }
            for (String name : new String[] {"text", "refusal", "stdout", "stderr", "logs"}) {
                append(body.text(document.member(part, name), place + "." + name), text);
            }
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
