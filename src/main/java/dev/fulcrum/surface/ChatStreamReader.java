package dev.fulcrum.surface;

import dev.fulcrum.surface.MalformedJson.Problem;

/** Reads a Chat Completions answer that comes as an event stream. */
final class ChatStreamReader implements AnswerReader {
    private static final String DONE = "[DONE]";
    private static final String ERROR = "error";

    private final JsonReader json;
    private final boolean keep;
    private final EventStream stream;
    private final ChatChoices choices;
    private boolean begun;
    private boolean done;
    private UnreadableAnswer failure;

    ChatStreamReader(JsonReader json, boolean keep) {
        this.json = json;
        this.keep = keep;
        this.choices = new ChatChoices(keep);
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
            if (choices.isEmpty()) {
                throw new UnreadableAnswer(
                        begun && !done ? UnreadableAnswer.CUT : UnreadableAnswer.EMPTY,
                        "the stream ended before a choice came");
            }
            if (!done && !choices.allFinished()) {
                throw new UnreadableAnswer(
                        UnreadableAnswer.CUT, "the stream ended without [DONE] and without a finish reason");
            }
        });
        return keep ? ChatAnswer.kept(stream.bytes(), true, choices) : ChatAnswer.watched(true, choices);
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
            return;
        }
        boolean error = event.name().equals(ERROR);
        if (!keep && !error && !WatchedFields.any(event.bytes(), event.from(), event.to())) {
            return;
        }
        try {
            JsonDocument document = json.read(event.bytes(), event.from(), event.to(), false);
            if (error) {
                throw ChatChoices.upstreamError(document.textOrEmpty(document.member(0, "code")));
            }
            // Deltas of a choice follow on one another without anything between them.
            choices.addChunk(new ChatFragment(document, event::original, ""));
        } catch (MalformedJson e) {
            refuse(event, e);
        }
    }

    private static void refuse(ServerEvent event, MalformedJson e) {
        if (event.name().equals(ERROR)) {
            throw ChatChoices.upstreamError("");
        }
        // When the stream's end cut the event off, finish says whether that matters.
        if (event.ended() && e.problem() != Problem.EMPTY) {
            throw UnreadableAnswer.of(e, "stream");
        }
    }
}
