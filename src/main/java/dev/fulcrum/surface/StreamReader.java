package dev.fulcrum.surface;

import dev.fulcrum.model.TextEdit;
import dev.fulcrum.surface.MalformedJson.Problem;
import java.util.List;

/** Reads an answer that comes as an event stream, of whatever surface. */
final class StreamReader extends DraftReader {
    private static final String DONE = "[DONE]";
    private static final String ERROR = "error";

    private final JsonReader json;
    private final EventStream stream;
    private boolean begun;
    private boolean done;
    private int released;
    private UnreadableAnswer failure;

    StreamReader(JsonReader json, boolean keep, ReleaseGate gate, AnswerDraft draft) {
        super(keep, gate, draft);
        this.json = json;
        this.stream = new EventStream(this::take, keep);
    }

    @Override
    public void feed(byte[] bytes) {
        sticky(() -> {
            if (!begun && bytes.length > 0) {
                begun = true;
                refuseOtherThanEvents(bytes[0]);
            }
            stream.feed(bytes);
        });
    }

    private static void refuseOtherThanEvents(byte first) {
        if (first == '<') {
            throw UnreadableAnswer.page();
        }
        if (first == '{') {
            throw new UnreadableAnswer(
                    UnreadableAnswer.MALFORMED, "the answer says that it is an event stream, but is a JSON object");
        }
    }

    @Override
    public WholeAnswer finish() {
        sticky(() -> {
            stream.finish();
            if (draft().isEmpty()) {
                throw new UnreadableAnswer(
                        begun && !done ? UnreadableAnswer.CUT : UnreadableAnswer.EMPTY,
                        "the stream ended before an answer came");
            }
            if (!done && !draft().ended()) {
                throw new UnreadableAnswer(
                        UnreadableAnswer.CUT, "the stream ended without a terminator and without a finish reason");
            }
            draft().end();
        });
        return keeps() ? DraftAnswer.kept(stream::bytes, true, draft()) : DraftAnswer.watched(true, draft());
    }

    /** Runs a step and remembers how it failed: what comes after a failure can be no answer. */
    private void sticky(Runnable step) {
        if (failure != null) {
            throw failure;
        }
        try {
            step.run();
        } catch (UnreadableAnswer e) {
            failure = e;
            throw e;
        }
    }

    private void take(ServerEvent event) {
        if (event.says(DONE)) {
            done = true;
            gate().close();
            return;
        }
        boolean error = event.name().equals(ERROR);
        if (!keeps() && !error && !draft().watches(event.bytes(), event.from(), event.to())) {
            draft().passOver(event.bytes(), event.from(), event.to());
            return;
        }
        try {
            JsonDocument document = json.read(event.bytes(), event.from(), event.to(), false);
            if (error) {
                throw UnreadableAnswer.upstreamError(document);
            }
            draft().addEvent(event.name(), new Fragment(document, event::original, event.start()));
            gate().event(event.start());
        } catch (MalformedJson e) {
            refuse(event, e);
        }
    }

    private static void refuse(ServerEvent event, MalformedJson e) {
        if (event.name().equals(ERROR)) {
            throw UnreadableAnswer.upstreamError("");
        }
        // When the stream's end cut the event off, finish says whether that matters.
        if (event.ended() && e.problem() != Problem.EMPTY) {
            throw UnreadableAnswer.of(e, "stream");
        }
    }

    @Override
    public byte[] release(List<Settled> settled, List<TextEdit> edits) {
        if (!keeps()) {
            throw new IllegalStateException("a reader that keeps nothing has nothing to release");
        }
        gate().settle(settled, edits);
        int to = gate().passable(stream.openStart());
        byte[] bytes = stream.cut(gate().splices(), released, to);
        released = to;
        return bytes;
    }

    /** Byte up to which the stream was released. */
    int released() {
        return released;
    }
}
