package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A Messages answer while it is put together; not safe between threads. */
final class MessagesDraft implements AnswerDraft {
    private static final WatchedFields WATCHED = new WatchedFields(
            "usage", "stop_reason", "error", "errors", "detail", "msg", "message", "message_start", "message_stop");

    private final boolean keep;
    private final ReleaseGate gate;
    private final MessagesBlocks blocks;
    private MessagesEnvelope envelope = MessagesEnvelope.UNKNOWN;
    private boolean begun;
    private final AnswerRest rest;
    private final FirstTold message = new FirstTold();
    private final FirstTold reason = new FirstTold();
    private final FirstTold stop = new FirstTold();

    /** @param json reads the inputs of tool calls, which a stream tells as text */
    MessagesDraft(boolean keep, ReleaseGate gate, JsonReader json) {
        this.keep = keep;
        this.gate = gate;
        this.rest = new AnswerRest(gate);
        this.blocks = new MessagesBlocks(gate, json);
    }

    @Override
    public void addAnswer(Fragment answer) {
        JsonDocument document = answer.document();
        ReportedError.refuse(document, 0, "content");
        int content = document.member(0, "content");
        if (!document.is(Kind.ARRAY, content)) {
            return;
        }
        begun = true;
        envelope = envelope.with(document, 0);
        long index = 0;
        for (int block : document.children(content)) {
            if (keep) {
                blocks.begin(index, block, answer);
                blocks.stop(index++);
            }
        }
        if (keep) {
            rest.take(answer);
        }
    }

    @Override
    public void addEvent(String name, Fragment event) {
        JsonDocument document = event.document();
        String type = document.textOrEmpty(document.member(0, "type"));
        if (type.isEmpty() && name.isEmpty()) {
            ReportedError.refuse(document, 0, "delta");
        } else if (!document.absent(document.member(0, "error"))) {
            throw UnreadableAnswer.upstreamError(document);
        }
        switch (type.isEmpty() ? name : type) {
            case "error" -> throw UnreadableAnswer.upstreamError(document);
            case "message_start" -> {
                begun = true;
                message.at(event.at());
                int told = document.member(0, "message");
                envelope = envelope.with(document, told);
                refuseCalls(document, document.member(told, "content"));
            }
            case "message_delta" -> {
                int delta = document.member(0, "delta");
                envelope = envelope.with(document, 0).with(document, delta);
                if (!document.textOrEmpty(document.member(delta, "stop_reason")).isEmpty()) {
                    reason.at(event.at());
                    gate.close();
                }
            }
            case "message_stop" -> {
                stop.at(event.at());
                gate.close();
            }
            default -> {
                if (keep) {
                    addBlock(type.isEmpty() ? name : type, event);
                }
            }
        }
        if (keep) {
            rest.take(event);
        }
    }

    /** A call that stands before all blocks is one to clients that begin with this event, and none to all others. */
    private static void refuseCalls(JsonDocument document, int content) {
        for (int block : document.children(document.is(Kind.ARRAY, content) ? content : JsonDocument.NONE)) {
            if (document.is(Kind.OBJECT, block) && document.says("tool_use", document.member(block, "type"))) {
                throw UnreadableAnswer.ambiguous();
            }
        }
    }

    private void addBlock(String type, Fragment event) {
        JsonDocument document = event.document();
        switch (type) {
            case "content_block_start" -> blocks.begin(index(document), document.member(0, "content_block"), event);
            case "content_block_delta" -> blocks.grow(index(document), document.member(0, "delta"), event);
            case "content_block_stop" -> blocks.stop(index(document), event);
            default -> {
                // pings, and events that are yet to be invented
            }
        }
        begun |= !blocks.all().isEmpty();
    }

    private static long index(JsonDocument document) {
        return document.whole(document.member(0, "index"), 0);
    }

    @Override
    public void addAside(String text, int start, int end) {
        rest.aside(text, start, end);
    }

    @Override
    public void end() {
        blocks.end();
        rest.end();
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
        return stop.told();
    }

    @Override
    public List<GrowingPart> parts() {
        return Stream.concat(blocks.parts().stream(), rest.parts().stream()).toList();
    }

    /** One answer: its texts under one another. */
    @Override
    public List<Answer> answers() {
        if (!begun) {
            return List.of();
        }
        List<String> said = blocks.parts().stream()
                .filter(part -> part.kind().equals(Part.CHOICE))
                .map(GrowingPart::text)
                .toList();
        boolean complete = !envelope.stopReason().isEmpty();
        return List.of(new Answer(String.join("\n", said), "", envelope.stopReason(), 0, complete));
    }

    @Override
    public List<ToolCall> toolCalls() {
        return blocks.toolCalls();
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
        return blocks.all();
    }

    /** Whether a caller who got the stream up to a byte knows of the message at all. */
    boolean begunBefore(int byteOffset) {
        return message.before(byteOffset);
    }

    /** Whether a caller who got the stream up to a byte knows why the message ended. */
    boolean reasonBefore(int byteOffset) {
        return reason.before(byteOffset);
    }

    /** Whether a caller who got the stream up to a byte has its end. */
    boolean stoppedBefore(int byteOffset) {
        return stop.before(byteOffset);
    }
}
