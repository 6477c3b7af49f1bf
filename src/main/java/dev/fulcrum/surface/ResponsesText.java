package dev.fulcrum.surface;

/** A text of an item of a Responses answer while it is put together; not safe between threads. */
final class ResponsesText {

    /** Which text of an item it is. */
    enum Slot {
        /** A content part of a message or of reasoning: text or refusal. */
        CONTENT,
        /** A part of a summary of reasoning. */
        SUMMARY,
        /** What a tool is called with. */
        ARGUMENTS,
        /** What a tool returned that the model's server called. */
        OUTPUT,
        /** What only a kind of event tells that nobody knows. */
        OTHER
    }

    private final Slot slot;
    private final long index;
    private final String type;
    private final FirstTold begun = new FirstTold();
    private final FirstTold done = new FirstTold();
    private final GrowingPart part;
    /** Null for what is no text that may be JSON. */
    private final JsonOrText speech;

    /**
     * A text that an event begins which stands at a byte of the stream.
     *
     * @param index place in its slot
     * @param type of the content part, such as {@code output_text}
     */
    ResponsesText(Slot slot, long index, String type, int begunAt, GrowingPart part) {
        this.slot = slot;
        this.index = index;
        this.type = type;
        this.begun.at(begunAt);
        this.part = part;
        this.speech = slot == Slot.ARGUMENTS
                ? JsonOrText.arguments(part)
                : slot == Slot.OUTPUT || type.equals("output_text") ? JsonOrText.answer(part) : null;
    }

    /** Adds what a delta tells. */
    void say(TextPieces more) {
        if (speech == null) {
            part.say(more);
        } else {
            speech.say(more);
        }
    }

    /** Takes all of the text, which may have come in deltas. */
    void sayOnce(TextPieces all) {
        if (speech == null) {
            part.sayOnce(0, all);
        } else {
            speech.sayOnce(all);
        }
    }

    /** Takes that nothing more will come, unless endings mean nothing here. */
    void end() {
        if (speech != null) {
            speech.end();
        }
        part.complete();
    }

    /** Takes that an event at this byte ended the text. */
    void done(int at) {
        done.at(at);
        end();
    }

    Slot slot() {
        return slot;
    }

    long index() {
        return index;
    }

    String type() {
        return type;
    }

    GrowingPart part() {
        return part;
    }

    boolean begunBefore(int byteOffset) {
        return begun.before(byteOffset);
    }

    boolean doneBefore(int byteOffset) {
        return done.before(byteOffset);
    }
}
