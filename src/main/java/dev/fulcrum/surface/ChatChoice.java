package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.ToolCall;
import java.util.List;
import java.util.function.Consumer;

/** One choice of a Chat Completions answer while it is put together; not safe between threads. */
final class ChatChoice {
    private final int index;
    private final FirstTold begun = new FirstTold();
    private final FirstTold ended = new FirstTold();
    private final ReleaseGate gate;
    private final GrowingPart said;
    private final JsonOrText speech;
    private final TextPieces content = new TextPieces();
    private final TextPieces refusal = new TextPieces();
    private final ChatCalls calls;
    private final boolean lenient;

    private GrowingPart reasoning;
    private boolean lastRefused;
    private String finishReason = "";

    /** A choice that an event mentions which begins at this byte. */
    ChatChoice(int index, int begunAt, ReleaseGate gate) {
        this.index = index;
        this.begun.at(begunAt);
        this.gate = gate;
        this.said = gate.part(Part.CHOICE, index);
        this.speech = JsonOrText.answer(said);
        this.calls = new ChatCalls(gate);
        this.lenient = gate.open();
    }

    /** Takes a message, or what a delta adds to it. */
    void add(ChatFragment fragment, int message, boolean whole) throws UnexpectedShape {
        JsonDocument document = fragment.document();
        addReasoning(fragment, message);
        if (!whole) {
            gate.signed().take(fragment.document(), fragment.original(), message, index);
        }
        TextPieces told = new TextPieces();
        TextPieces refused = new TextPieces();
        fragment.readTexts(message, told, refused);
        say(told, content, false);
        say(refused, refusal, true);
        TextPieces heard = new TextPieces();
        fragment.add(document.member(document.member(message, "audio"), "transcript"), "audio.transcript", heard);
        if (heard.count() > 0) {
            say(heard, content, false);
        }
        int legacy = document.member(message, "function_call");
        if (!document.absent(legacy)) {
            calls.addLegacy(fragment, legacy);
        }
        int array = document.member(message, "tool_calls");
        if (whole) {
            calls.addWhole(fragment, array);
        } else {
            calls.addDelta(fragment, array);
        }
    }

    /** Servers name the reasoning in different ways, some of them in two at once. */
    private void addReasoning(ChatFragment fragment, int message) throws UnexpectedShape {
        JsonDocument document = fragment.document();
        int before = reasoning == null ? 0 : reasoning.length();
        reason(fragment, document.member(message, "reasoning_content"), "reasoning_content", before);
        reason(fragment, document.member(message, "reasoning"), "reasoning", before);
        addThoughts(fragment, document.member(message, "content"), before);
        for (int detail : document.children(document.member(message, "reasoning_details"))) {
            reason(fragment, document.member(detail, "text"), "reasoning_details.text", before);
            reason(fragment, document.member(detail, "summary"), "reasoning_details.summary", before);
        }
    }

    /** Mistral's thoughts stand among the pieces of the content. */
    private void addThoughts(ChatFragment fragment, int content, int before) throws UnexpectedShape {
        JsonDocument document = fragment.document();
        if (!document.is(JsonDocument.Kind.ARRAY, content)) {
            return;
        }
        for (int piece : document.children(content)) {
            int thought = document.member(piece, "thinking");
            if (document.is(JsonDocument.Kind.ARRAY, thought)) {
                for (int each : document.children(thought)) {
                    reason(fragment, document.member(each, "text"), "content.thinking.text", before);
                }
            } else if (document.is(JsonDocument.Kind.STRING, thought)) {
                reason(fragment, thought, "content.thinking", before);
            }
        }
    }

    private void reason(ChatFragment fragment, int node, String name, int before) throws UnexpectedShape {
        JsonDocument document = fragment.document();
        if (document.absent(node) || document.is(JsonDocument.Kind.OBJECT, node)) {
            return;
        }
        TextPieces more = new TextPieces();
        fragment.add(node, name, more);
        if (more.count() > 0) {
            reasoning = reasoning == null ? gate.part(Part.REASONING, index) : reasoning;
            reasoning.sayOnce(before, more);
        }
    }

    /** Adds text in the order in which it comes, so that what was told already never moves. */
    private void say(TextPieces more, TextPieces field, boolean refused) {
        if (more.count() == 0) {
            return;
        }
        if (!more.isEmpty() && (refused || lastRefused)) {
            speech.sayBeside(lastRefused == refused ? "" : "\n", more);
            lastRefused = refused;
        } else {
            speech.say(more);
        }
        field.glue(more.text());
    }

    /** Takes a field that repeats the choice's text in another form; it goes when the text is edited. */
    void repeatedIn(ChatFragment fragment, int node) {
        if (!fragment.document().absent(node)) {
            JsonDocument document = fragment.document();
            // another text than the choice's is read like all that nobody knows
            boolean same = content.text().equals(document.textOrEmpty(document.member(node, "content")));
            if (!document.is(JsonDocument.Kind.OBJECT, node) || same) {
                fragment.passOver(document.member(node, "content"));
            }
            each(part -> part.toldIn(fragment.start(node), fragment.end(node), "null"));
        }
    }

    /** Takes the reason why the choice ended, told by an event that begins at this byte. */
    void finished(String reason, int at) {
        finishReason = reason;
        if (!lenient) {
            ended.at(at);
        }
    }

    /** Takes that nothing more will come, unless endings mean nothing here. */
    void end() {
        if (gate.open()) {
            return;
        }
        speech.end();
        calls.end();
        each(GrowingPart::complete);
    }

    int index() {
        return index;
    }

    /** How much of it has come: characters, and tool calls. */
    int size() {
        return calls.size() + speech.length() + (reasoning == null ? 0 : reasoning.length());
    }

    /** Whether a caller who got the stream up to a byte knows of the choice at all. */
    boolean begunBefore(int byteOffset) {
        return begun.before(byteOffset);
    }

    /** Whether a caller who got the stream up to a byte knows why the choice ended. */
    boolean endedBefore(int byteOffset) {
        return ended.before(byteOffset);
    }

    /** Why the choice ended; empty as long as that is not known. */
    String finishReason() {
        return finishReason;
    }

    /** Whether the model's own server withheld the choice. */
    boolean filtered() {
        return finishReason.equals("content_filter");
    }

    /** As {@link WholeAnswer#answerClass()} tells it, of this choice alone. */
    String answerClass() {
        if (filtered()) {
            return "filtered";
        }
        if (!refusal.isEmpty()) {
            return "refusal";
        }
        if (finishReason.equals("length")) {
            return "truncated";
        }
        boolean calling = finishReason.equals("tool_calls") || finishReason.equals("function_call");
        return calling || !calls.isEmpty() ? "tool-call" : "full";
    }

    Answer answer(boolean complete) {
        return new Answer(content.text(), refusal.text(), finishReason, index, complete);
    }

    List<ToolCall> toolCalls() {
        return calls.facts();
    }

    /** Hands over the choice's text, its reasoning, then its tool calls. */
    void each(Consumer<GrowingPart> taking) {
        taking.accept(said);
        if (reasoning != null) {
            taking.accept(reasoning);
        }
        calls.parts().forEach(taking);
    }
}
