package dev.fulcrum.surface;

import dev.fulcrum.model.Message;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import java.util.ArrayList;
import java.util.List;

/** Puts a request's history together, numbering what is in it; not safe between threads. */
final class HistoryBuilder {
    private static final String TOOL = "tool";

    private final List<Message> messages = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<ToolResult> results = new ArrayList<>();
    private final List<Passage> passages = new ArrayList<>();
    private int index;

    /** Adds what somebody says. */
    Passage message(String role, TextPieces text, boolean latest) {
        messages.add(new Message(role, text.text(), index, latest));
        return add(Part.MESSAGE, role, index++, latest, text);
    }

    /** Adds what a tool returned. */
    void result(String callId, TextPieces text, boolean latest) {
        results.add(new ToolResult(callId, text.text(), index));
        messages.add(new Message(TOOL, text.text(), index, latest));
        add(Part.TOOL_RESULT, TOOL, index++, latest, text);
    }

    /** Adds a tool call of the model; its number. */
    int call(String name, TextPieces arguments, boolean latest) {
        int number = calls.size();
        calls.add(new ToolCall(name, arguments.text(), number, false));
        add(Part.TOOL_CALL, "assistant", number, latest, arguments);
        return number;
    }

    /** Adds what the model thought, as part of the message that was added last or comes next. */
    void reasoning(TextPieces text, boolean latest) {
        add(Part.REASONING, "assistant", index, latest, text);
    }

    /** Takes a number for something that has no text, such as a picture. */
    void silent() {
        index++;
    }

    /** How many numbers are taken. */
    int count() {
        return index;
    }

    private Passage add(String kind, String role, int number, boolean latest, TextPieces text) {
        Passage passage = EmbeddedTexts.passage(kind, role, number, latest, text);
        passages.add(passage);
        return passage;
    }

    /** The history, with everything else that a request says. */
    History of(JsonDocument document, Voices voices) throws UnreadableRequest, UnexpectedShape {
        return History.of(document, messages, calls, results, passages, voices);
    }
}
