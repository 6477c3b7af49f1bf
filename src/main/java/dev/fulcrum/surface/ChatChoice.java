package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One choice of a Chat Completions answer while it is put together; not safe between threads. */
final class ChatChoice {
    private static final String ROLE = "assistant";
    /** Place of the legacy function call, before all tool calls. */
    private static final long LEGACY = -1;

    private final int index;
    private final TextPieces content = new TextPieces();
    private final TextPieces refusal = new TextPieces();
    private final SortedMap<Long, CallPieces> calls = new TreeMap<>();
    private final List<Passage.Copy> copies = new ArrayList<>(0);
    private String finishReason = "";

    ChatChoice(int index) {
        this.index = index;
    }

    /** Takes a message, or what a delta adds to it. */
    void add(ChatFragment fragment, int message) throws UnexpectedShape {
        JsonDocument document = fragment.document();
        fragment.readTexts(message, content, refusal);
        int position = 0;
        for (int call : document.children(document.member(message, "tool_calls"))) {
            long key = document.whole(document.member(call, "index"), position++);
            fragment.readCall(call, calls.computeIfAbsent(key, any -> new CallPieces()));
        }
        int legacy = document.member(message, "function_call");
        if (!document.absent(legacy)) {
            fragment.readLegacyCall(legacy, calls.computeIfAbsent(LEGACY, any -> new CallPieces()));
        }
    }

    /** Takes a field that repeats the choice's text in another form; it goes when the text is edited. */
    void repeatedIn(ChatFragment fragment, int node) {
        if (!fragment.document().absent(node)) {
            copies.add(new Passage.Copy(fragment.start(node), fragment.end(node)));
        }
    }

    void finished(String reason) {
        finishReason = reason;
    }

    int index() {
        return index;
    }

    /** Why the choice ended; empty as long as that is not known. */
    String finishReason() {
        return finishReason;
    }

    /** Whether the model's own server withheld the choice. */
    boolean filtered() {
        return finishReason.equals("content_filter");
    }

    Answer answer() {
        return new Answer(content.text(), refusal.text(), finishReason, index, true);
    }

    /** The choice's tool calls, numbered from {@code firstIndex}. */
    List<ToolCall> toolCalls(int firstIndex) {
        List<ToolCall> facts = new ArrayList<>();
        for (CallPieces call : calls.values()) {
            facts.add(new ToolCall(call.name(), call.arguments().text(), firstIndex + facts.size(), true));
        }
        return facts;
    }

    /** The choice's text, then its tool calls, numbered from {@code firstIndex}. */
    List<Passage> passages(int firstIndex) {
        List<Passage> passages = new ArrayList<>();
        TextPieces said = TextPieces.joined(content, refusal);
        passages.add(new Passage(new Part(Part.CHOICE, ROLE, index, true, said.text()), said::pieces, copies));
        int call = firstIndex;
        for (CallPieces pieces : calls.values()) {
            TextPieces arguments = pieces.arguments();
            Part part = new Part(Part.TOOL_CALL, ROLE, call++, true, arguments.text());
            passages.add(new Passage(part, arguments::pieces, copies));
        }
        return passages;
    }
}
