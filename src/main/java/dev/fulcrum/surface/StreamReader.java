package dev.fulcrum.surface;

import dev.fulcrum.model.TextEdit;
import dev.fulcrum.surface.MalformedJson.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads an answer that comes as an event stream, of whatever surface. */
final class StreamReader extends DraftReader {
    private static final String DONE = "[DONE]";
    private static final String ERROR = "error";
    private static final int LONGEST_ERROR = 64 * 1024;

    private final JsonReader json;
    private final EventStream stream;
    private final StringBuilder object = new StringBuilder(0);
    private boolean isObject;
    private boolean begun;
    private boolean done;
    private int released;
    private UnreadableAnswer failure;

    StreamReader(JsonReader json, boolean keep, ReleaseGate gate, AnswerDraft draft) {
        super(keep, gate, draft);
        this.json = json;
        this.stream = new EventStream(this::take, keep, this::aside);
    }

    @Override
    public void feed(byte[] bytes) {
        sticky(() -> {
            if (!begun && bytes.length > 0) {
                begun = true;
                refuseOtherThanEvents(bytes[0]);
                isObject = bytes[0] == '{';
            }
            if (isObject) {
                takeObject(bytes);
            } else {
                stream.feed(bytes);
            }
        });
    }

    private static void refuseOtherThanEvents(byte first) {
        if (first == '<') {
            throw UnreadableAnswer.page();
        }
    }

    /** An object in the place of a stream is an error that a server reports without changing the content type, or no answer. */
    private void takeObject(byte[] bytes) {
        if (object.length() + bytes.length > LONGEST_ERROR) {
            throw noStream();
        }
        object.append(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private void refuseObject() {
        byte[] bytes = object.toString().getBytes(StandardCharsets.ISO_8859_1);
        try {
            ReportedError.refuse(json.read(bytes, 0, bytes.length, false), 0, "");
        } catch (MalformedJson e) {
            throw UnreadableAnswer.of(e, "answer");
        }
        throw noStream();
    }

    private static UnreadableAnswer noStream() {
        return new UnreadableAnswer(
                UnreadableAnswer.MALFORMED, "the answer says that it is an event stream, but is a JSON object");
    }

    @Override
    public WholeAnswer finish() {
        sticky(() -> {
            if (isObject) {
                refuseObject();
            }
            stream.finish();
            if (draft().isEmpty()) {
                throw new UnreadableAnswer(
                        begun && !done ? UnreadableAnswer.CUT : UnreadableAnswer.EMPTY,
                        "the stream ended before an answer came");
            }
            if (!done && !draft().ended() && !gate().open()) {
                throw new UnreadableAnswer(
                        UnreadableAnswer.CUT, "the stream ended without a terminator and without a finish reason");
            }
            gate().over();
            draft().end();
        });
        return keeps()
                ? DraftAnswer.kept(stream::bytes, true, draft(), gate().signed())
                : DraftAnswer.watched(true, draft());
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

    private void aside(String text, int at, int until, int event) {
        draft().addAside(text, at, until);
        gate().event(event);
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
            draft().addEvent(event.name(), new Fragment(document, event::original, event.start(), event.end()));
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
