package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Messages answer while it is put together; not safe between threads.
 *
 * <p>Text blocks that follow on one another are one part, because citations cut sentences into blocks.
 */
final class MessagesDraft implements AnswerDraft {
    private static final WatchedFields WATCHED =
            new WatchedFields("usage", "stop_reason", "error", "message_start", "message_stop");

    private final boolean keep;
    private final ReleaseGate gate;
    private final Map<Long, MessagesBlock> blocks = new LinkedHashMap<>();
    private final List<GrowingPart> parts = new ArrayList<>();
    private MessagesEnvelope envelope = MessagesEnvelope.UNKNOWN;
    private GrowingPart text;
    private boolean begun;
    private int begunAt = Integer.MAX_VALUE;
    private int toldAt = Integer.MAX_VALUE;
    private int stoppedAt = Integer.MAX_VALUE;

    MessagesDraft(boolean keep, ReleaseGate gate) {
        this.keep = keep;
        this.gate = gate;
    }

    @Override
    public void addAnswer(Fragment answer) {
        JsonDocument document = answer.document();
        if (document.textOrEmpty(document.member(0, "type")).equals("error")
                || !document.absent(document.member(0, "error"))) {
            throw UnreadableAnswer.upstreamError(document);
        }
        int content = document.member(0, "content");
        if (!document.is(Kind.ARRAY, content)) {
            return;
        }
        begun = true;
        envelope = envelope.with(document, 0);
        long index = 0;
        for (int block : document.children(content)) {
            begin(index, block, answer);
            stop(index++, 0);
        }
    }

    @Override
    public void addEvent(String name, Fragment event) {
        JsonDocument document = event.document();
        String type = document.textOrEmpty(document.member(0, "type"));
        switch (type.isEmpty() ? name : type) {
            case "error" -> throw UnreadableAnswer.upstreamError(document);
            case "message_start" -> {
                begun = true;
                begunAt = event.at();
                envelope = envelope.with(document, document.member(0, "message"));
            }
            case "content_block_start" -> begin(index(document), document.member(0, "content_block"), event);
            case "content_block_delta" -> grow(index(document), document.member(0, "delta"), event);
            case "content_block_stop" -> stop(index(document), event.at());
            case "message_delta" -> {
                toldAt = event.at();
                envelope = envelope.with(document, 0).with(document, document.member(0, "delta"));
            }
            case "message_stop" -> stoppedAt = event.at();
            default -> {
                // pings, and events that are yet to be invented
            }
        }
    }

    private static long index(JsonDocument document) {
        return document.whole(document.member(0, "index"), 0);
    }

    private void begin(long index, int node, Fragment event) {
        begun = true;
        if (!keep) {
            return;
        }
        JsonDocument document = event.document();
        String type = document.textOrEmpty(document.member(node, "type"));
        String name = document.textOrEmpty(document.member(node, "name"));
        GrowingPart part = part(type);
        blocks.put(index, new MessagesBlock(index, event.at(), name, part));
        if (part == null) {
            return;
        }
        part.mention();
        int input = document.member(node, "input");
        if (type.endsWith("tool_use")) {
            // A stream begins with an empty object, to which the deltas add nothing but take its place.
            if (input != JsonDocument.NONE && !(stream(event) && document.after(input) == document.first(input))) {
                part.say(JsonText.of(event, input));
            }
        } else if (type.endsWith("tool_result")) {
            int content = document.member(node, "content");
            if (content != JsonDocument.NONE) {
                part.say(JsonText.of(event, content));
            }
        } else {
            say(part, event, node);
            int citations = document.member(node, "citations");
            if (!document.absent(citations)) {
                part.toldIn(event.start(citations), event.end(citations), "null");
            }
        }
    }

    private static boolean stream(Fragment event) {
        return event.document().member(0, "content_block") != JsonDocument.NONE;
    }

    /** The part to which a block's text goes: the open one for text, a new one for others, none for what has no text. */
    private GrowingPart part(String type) {
        boolean said = type.equals("text");
        if (said && text != null) {
            return text;
        }
        if (text != null) {
            text.complete();
            text = null;
        }
        String kind = said
                ? Part.CHOICE
                : type.equals("thinking")
                        ? Part.REASONING
                        : type.endsWith("tool_use")
                                ? Part.TOOL_CALL
                                : type.endsWith("tool_result") ? Part.TOOL_RESULT : "";
        if (kind.isEmpty()) {
            return null;
        }
        GrowingPart part = gate.next(kind);
        parts.add(part);
        text = said ? part : null;
        return part;
    }

    private void grow(long index, int delta, Fragment event) {
        if (!keep) {
            return;
        }
        MessagesBlock block = blocks.get(index);
        if (block == null || block.part() == null) {
            // text of a block that nobody knows is read like any other
            boolean thought = !event.document().absent(event.document().member(delta, "thinking"));
            block = new MessagesBlock(index, event.at(), "", part(thought ? "thinking" : "text"));
            blocks.put(index, block);
        }
        say(block.part(), event, delta);
    }

    private static void say(GrowingPart part, Fragment event, int node) {
        JsonDocument document = event.document();
        try {
            for (String name : new String[] {"text", "thinking", "partial_json"}) {
                TextPieces more = event.text(document.member(node, name), "content_block." + name);
                if (more.count() > 0) {
                    part.say(more);
                }
            }
        } catch (UnexpectedShape e) {
            throw UnreadableAnswer.of(e);
        }
    }

    private void stop(long index, int at) {
        MessagesBlock block = blocks.get(index);
        if (block != null) {
            block.stopped(at);
            if (block.part() != null && block.part() != text) {
                block.part().complete();
            }
        }
    }

    @Override
    public void end() {
        parts.forEach(GrowingPart::complete);
    }

    @Override
    public boolean watches(byte[] bytes, int from, int to) {
        return WATCHED.any(bytes, from, to);
    }

    @Override
    public boolean isEmpty() {
        return !begun;
    }

    @Override
    public boolean ended() {
        return stoppedAt < Integer.MAX_VALUE;
    }

    @Override
    public List<GrowingPart> parts() {
        return List.copyOf(parts);
    }

    /** One answer: its texts under one another. */
    @Override
    public List<Answer> answers() {
        if (!begun) {
            return List.of();
        }
        List<String> said = parts.stream()
                .filter(part -> part.kind().equals(Part.CHOICE))
                .map(GrowingPart::text)
                .toList();
        boolean complete = !envelope.stopReason().isEmpty();
        return List.of(new Answer(String.join("\n", said), "", envelope.stopReason(), 0, complete));
    }

    @Override
    public List<ToolCall> toolCalls() {
        List<ToolCall> calls = new ArrayList<>();
        for (MessagesBlock block : blocks.values()) {
            GrowingPart part = block.part();
            if (part != null && part.kind().equals(Part.TOOL_CALL)) {
                calls.add(new ToolCall(block.name(), part.text(), part.index(), true));
            }
        }
        return calls;
    }

    @Override
    public Tokens tokens() {
        return envelope.tokens();
    }

    @Override
    public String finishReason() {
        return envelope.stopReason();
    }

    @Override
    public String answerClass() {
        return switch (envelope.stopReason()) {
            case "refusal" -> "refusal";
            case "max_tokens", "model_context_window_exceeded" -> "truncated";
            case "tool_use" -> "tool-call";
            default -> toolCalls().isEmpty() ? "full" : "tool-call";
        };
    }

    MessagesEnvelope envelope() {
        return envelope;
    }

    Collection<MessagesBlock> blocks() {
        return Collections.unmodifiableCollection(blocks.values());
    }

    /** Whether a caller who got the stream up to a byte knows of the message at all. */
    boolean begunAt(int byteOffset) {
        return begunAt < byteOffset;
    }

    /** Whether a caller who got the stream up to a byte knows why the message ended. */
    boolean toldAt(int byteOffset) {
        return toldAt < byteOffset;
    }

    /** Whether a caller who got the stream up to a byte has its end. */
    boolean stoppedAt(int byteOffset) {
        return stoppedAt < byteOffset;
    }
}
