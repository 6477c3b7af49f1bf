package dev.fulcrum.surface;

import dev.fulcrum.model.Message;
import dev.fulcrum.model.NewestTurn;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the messages of one Chat Completions request; used once. */
final class ChatHistoryReader {
    private static final String TOOL = "tool";
    private static final String[] ROLES = {"user", "assistant", "system", TOOL, "developer", "function"};

    private final JsonDocument document;
    private final ChatFragment fragment;
    private final int[] nodes;
    private final List<Message> messages;
    private final List<ToolCall> calls = new ArrayList<>(0);
    private final List<ToolResult> results = new ArrayList<>(0);
    private final List<Passage> passages;
    private final Voices voices = new Voices();

    /** A reader of a request whose {@code messages} is the array at {@code array}. */
    ChatHistoryReader(JsonDocument document, int array) {
        this.document = document;
        this.fragment = ChatFragment.whole(document);
        this.nodes = document.children(array);
        this.messages = new ArrayList<>(nodes.length);
        this.passages = new ArrayList<>(nodes.length);
    }

    History read() throws UnreadableRequest, UnexpectedShape {
        List<String> roles = roles();
        NewestTurn newest =
                NewestTurn.of(roles.stream().map(ChatHistoryReader::said).toList(), this::words);
        int index = 0;
        for (int node : nodes) {
            try {
                readMessage(node, roles.get(index), index, newest.has(index));
            } catch (UnexpectedShape e) {
                throw e.in("messages[" + index + "]");
            }
            index++;
        }
        return History.of(document, messages, calls, results, passages, voices);
    }

    private List<String> roles() throws UnreadableRequest, UnexpectedShape {
        List<String> roles = new ArrayList<>(nodes.length);
        for (int node : nodes) {
            int role = document.member(node, "role");
            String known = known(role);
            if (known == null) {
                throw noRole(node, role, "messages[" + roles.size() + "]");
            }
            roles.add(known);
        }
        return roles;
    }

    /** A role's name; null if it is none. */
    private String known(int node) {
        for (String role : ROLES) {
            if (document.says(role, node)) {
                return role;
            }
        }
        return null;
    }

    private UnreadableRequest noRole(int message, int role, String path) throws UnexpectedShape {
        if (!document.is(Kind.OBJECT, message)) {
            throw new UnexpectedShape(path, "an object", document.kind(message));
        }
        if (role == JsonDocument.NONE) {
            return RequestJson.missing(path + ".role");
        }
        if (!document.is(Kind.STRING, role)) {
            throw new UnexpectedShape(path + ".role", "a string", document.kind(role));
        }
        return new UnreadableRequest(
                "invalid_value",
                path + ".role",
                "Invalid value for '" + path + ".role': expected one of " + String.join(", ", ROLES) + ".");
    }

    private static NewestTurn.Said said(String role) {
        return new NewestTurn.Said(role, role.equals(TOOL) || role.equals("function"));
    }

    /** What a message says; a placeholder when it has no text but something else. */
    private String words(int position) {
        int node = nodes[position];
        TextPieces content = new TextPieces();
        TextPieces refusal = new TextPieces();
        try {
            fragment.readTexts(node, content, refusal);
        } catch (UnexpectedShape e) {
            return ""; // told when the message itself is read
        }
        String text = TextPieces.joined(content, refusal).text();
        return text.isBlank() && hasOther(document, document.member(node, "content")) ? NewestTurn.OTHER : text;
    }

    /** Whether content has parts that are no text, such as a picture. */
    static boolean hasOther(JsonDocument document, int content) {
        if (document.is(Kind.ARRAY, content)) {
            for (int part : document.children(content)) {
                if (document.is(Kind.OBJECT, part)
                        && !document.textOrEmpty(document.member(part, "type")).endsWith("text")) {
                    return true;
                }
            }
        }
        return false;
    }

    private void readMessage(int node, String role, int index, boolean latest) throws UnexpectedShape {
        TextPieces content = new TextPieces();
        TextPieces refusal = new TextPieces();
        fragment.readTexts(node, content, refusal);
        TextPieces pieces = TextPieces.joined(content, refusal);
        String text = pieces.text();
        boolean result = role.equals(TOOL) || role.equals("function");
        if (result) {
            String caller = role.equals(TOOL) ? "tool_call_id" : "name";
            results.add(new ToolResult(document.textOrEmpty(document.member(node, caller)), text, index));
        }
        Voice voice = new Voice(result ? Part.TOOL_RESULT : Part.MESSAGE, result ? TOOL : role, index, latest);
        messages.add(new Message(voice.role(), text, index, latest));
        passages.add(
                EmbeddedTexts.passage(result ? Part.TOOL_RESULT : Part.MESSAGE, voice.role(), index, latest, pieces));
        voices.add("messages", voice);
        readCalls(node, role, latest);
    }

    private void readCalls(int node, String role, boolean latest) throws UnexpectedShape {
        int array = document.member(node, "tool_calls");
        if (!document.absent(array) && !document.is(Kind.ARRAY, array)) {
            throw new UnexpectedShape("tool_calls", "an array of objects", document.kind(array));
        }
        for (int call : document.children(array)) {
            CallPieces pieces = new CallPieces();
            try {
                fragment.readCall(call, pieces);
            } catch (UnexpectedShape e) {
                throw e.in("tool_calls[" + document.position(array, call) + "]");
            }
            add(pieces, role, latest);
        }
        int legacy = document.member(node, "function_call");
        if (!document.absent(legacy)) {
            CallPieces pieces = new CallPieces();
            fragment.readLegacyCall(legacy, pieces);
            add(pieces, role, latest);
        }
    }

    private void add(CallPieces pieces, String role, boolean latest) {
        TextPieces arguments = pieces.arguments();
        int index = calls.size();
        calls.add(new ToolCall(pieces.name(), arguments.text(), index, false));
        passages.add(EmbeddedTexts.passage(Part.TOOL_CALL, role, index, latest, arguments));
    }
}
