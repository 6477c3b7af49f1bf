package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.ToolCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One choice of a Chat Completions answer while it is put together; not safe between threads. */
final class ChatChoice {
    /** Place of the legacy function call, before all tool calls. */
    private static final long LEGACY = -1;

    private record Call(CallPieces names, GrowingPart arguments) {}

    private final int index;
    private final FirstTold begun = new FirstTold();
    private final FirstTold ended = new FirstTold();
    private final ReleaseGate gate;
    private final GrowingPart said;
    private final TextPieces content = new TextPieces();
    private final TextPieces refusal = new TextPieces();
    /** Immutable as long as there is none. */
    private SortedMap<Long, Call> calls = Collections.emptySortedMap();

    private GrowingPart reasoning;
    private boolean lastRefused;
    private String finishReason = "";

    /** A choice that an event mentions which begins at this byte. */
    ChatChoice(int index, int begunAt, ReleaseGate gate) {
        this.index = index;
        this.begun.at(begunAt);
        this.gate = gate;
        this.said = gate.part(Part.CHOICE, index);
    }

    /** Takes a message, or what a delta adds to it. */
    void add(ChatFragment fragment, int message) throws UnexpectedShape {
        JsonDocument document = fragment.document();
        addReasoning(fragment, message);
        TextPieces told = new TextPieces();
        TextPieces refused = new TextPieces();
        fragment.readTexts(message, told, refused);
        say(told, content, false);
        say(refused, refusal, true);
        int legacy = document.member(message, "function_call");
        if (!document.absent(legacy)) {
            CallPieces pieces = new CallPieces();
            fragment.readLegacyCall(legacy, pieces);
            call(LEGACY, pieces);
        }
        int position = 0;
        for (int call : document.children(document.member(message, "tool_calls"))) {
            CallPieces pieces = new CallPieces();
            fragment.readCall(call, pieces);
            call(document.whole(document.member(call, "index"), position++), pieces);
        }
    }

    /** Servers name the reasoning in different ways, some of them in two at once. */
    private void addReasoning(ChatFragment fragment, int message) throws UnexpectedShape {
        JsonDocument document = fragment.document();
        int before = reasoning == null ? 0 : reasoning.length();
        reason(fragment, document.member(message, "reasoning_content"), "reasoning_content", before);
        reason(fragment, document.member(message, "reasoning"), "reasoning", before);
        for (int detail : document.children(document.member(message, "reasoning_details"))) {
            reason(fragment, document.member(detail, "text"), "reasoning_details.text", before);
            reason(fragment, document.member(detail, "summary"), "reasoning_details.summary", before);
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
        if (!more.isEmpty()) {
            if (said.length() > 0 && lastRefused != refused) {
                said.glue("\n");
            }
            lastRefused = refused;
        }
        said.say(more);
        field.glue(more.text());
    }

    private void call(long key, CallPieces pieces) {
        Call call = calls.get(key);
        if (call == null) {
            // earlier calls may go on: some servers tell several at once
            call = new Call(new CallPieces(), gate.next(Part.TOOL_CALL));
            calls = calls.isEmpty() ? new TreeMap<>() : calls;
            calls.put(key, call);
        }
        call.names().named(pieces.name());
        if (pieces.arguments().count() > 0) {
            call.arguments().say(pieces.arguments());
        } else {
            call.arguments().mention();
        }
    }

    /** Takes a field that repeats the choice's text in another form; it goes when the text is edited. */
    void repeatedIn(ChatFragment fragment, int node) {
        if (!fragment.document().absent(node)) {
            each(part -> part.toldIn(fragment.start(node), fragment.end(node), "null"));
        }
    }

    /** Takes the reason why the choice ended, told by an event that begins at this byte. */
    void finished(String reason, int at) {
        finishReason = reason;
        ended.at(at);
    }

    /** Takes that nothing more will come. */
    void end() {
        each(GrowingPart::complete);
    }

    int index() {
        return index;
    }

    /** How much of it has come: characters, and tool calls. */
    int size() {
        int size = calls.size() + said.length() + (reasoning == null ? 0 : reasoning.length());
        for (Call call : calls.values()) {
            size += call.arguments().length();
        }
        return size;
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
        List<ToolCall> facts = new ArrayList<>(calls.size());
        for (Call call : calls.values()) {
            GrowingPart arguments = call.arguments();
            facts.add(new ToolCall(call.names().name(), arguments.text(), arguments.index(), true));
        }
        return facts;
    }

    /** Hands over the choice's text, its reasoning, then its tool calls. */
    void each(Consumer<GrowingPart> taking) {
        taking.accept(said);
        if (reasoning != null) {
            taking.accept(reasoning);
        }
        for (Call call : calls.values()) {
            taking.accept(call.arguments());
        }
    }
}
