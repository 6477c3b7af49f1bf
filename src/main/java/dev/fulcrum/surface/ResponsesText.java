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
    private final int begunAt;
    private final GrowingPart part;
    private int doneAt = Integer.MAX_VALUE;

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
        this.begunAt = begunAt;
        this.part = part;
    }

    /** Takes that an event at this byte ended the text. */
    void done(int at) {
        doneAt = Math.min(doneAt, at);
        part.complete();
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
        return begunAt < byteOffset;
    }

    boolean doneBefore(int byteOffset) {
        return doneAt < byteOffset;
    }
}
