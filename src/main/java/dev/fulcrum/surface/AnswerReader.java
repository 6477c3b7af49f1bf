package dev.fulcrum.surface;

/** Reads one answer of a model while its bytes arrive, cut anywhere; not safe between threads. */
public interface AnswerReader {

    /**
     * Takes the next bytes; they are copied.
     *
     * @throws UnreadableAnswer as soon as it is certain that no answer can come of it
     */
    void feed(byte[] bytes);

    /**
     * The answer after its last byte.
     *
     * @throws UnreadableAnswer if it is cut off, an error or no answer at all
     */
    WholeAnswer finish();
}
