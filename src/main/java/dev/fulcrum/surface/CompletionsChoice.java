package dev.fulcrum.surface;

/** One choice of a Completions answer while it is put together; not safe between threads. */
final class CompletionsChoice {
    private final int index;
    private final GrowingPart part;
    private final FirstTold ended = new FirstTold();
    private String finishReason = "";

    CompletionsChoice(int index, GrowingPart part) {
        this.index = index;
        this.part = part;
    }

    /** Takes the reason why the choice ended, told by an event that begins at this byte. */
    void finished(String reason, int at) {
        finishReason = reason;
        ended.at(at);
    }

    int index() {
        return index;
    }

    GrowingPart part() {
        return part;
    }

    /** Why the choice ended; empty as long as that is not known. */
    String finishReason() {
        return finishReason;
    }

    /** Whether a caller who got the stream up to a byte knows why the choice ended. */
    boolean endedBefore(int byteOffset) {
        return ended.before(byteOffset);
    }
}
