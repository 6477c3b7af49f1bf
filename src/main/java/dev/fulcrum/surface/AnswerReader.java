package dev.fulcrum.surface;

import dev.fulcrum.model.TextEdit;
import java.util.List;

/** Reads one answer of a model while its bytes arrive, cut anywhere; not safe between threads. */
public interface AnswerReader {

    /**
     * Takes the next bytes; the array may be kept and must not change afterwards.
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

    /**
     * What has come so far; costs as much as copying its text. Nothing of an answer that is one JSON object before {@link #finish()}, nor ever of
     * a reader that keeps nothing.
     */
    AnswerSoFar soFar();

    /**
     * The bytes from where the last call ended to the first event that tells more than is settled, with texts replaced. An event that repeats
     * text waits for all of it; one that begins a tool call waits until the call is among the settled parts; one that tells JSON which is read
     * when it is whole waits for the whole. Comments, pings, usage and terminators keep their places. An answer that is one JSON object goes
     * whole or not at all.
     *
     * <p>Once all is settled after {@link #finish()}, the bytes of all calls together are those of {@link WholeAnswer#edited}.
     *
     * @param settled adds to what earlier calls settled; parts that are left out stay where they are
     * @param edits replacements in settled text that was not released yet; they are remembered, and one that is given again is taken once
     * @throws IllegalArgumentException if a part is none of this answer, or an edit ends behind the text that has come
     * @throws IllegalStateException from a reader that keeps nothing
     */
    byte[] release(List<Settled> settled, List<TextEdit> edits);

    /** The bytes of all events that are complete, whatever they tell, from where the last call ended; from now on no text of their parts waits. */
    byte[] releaseAll();

    /** How many UTF-16 units of the parts' texts have come. */
    int characters();

    /**
     * Whether one of some characters stands among the latest of a part that is no tool call.
     *
     * @param latest how many UTF-16 units of each part are looked at, from its end back
     */
    boolean says(String anyOf, int latest);

    /** Whether anything of the answer itself has come: some text, or the beginning of a tool call. */
    boolean begun();

    /** How many UTF-16 units of the parts' texts were released, counted before edits and without what was said again. */
    int releasedCharacters();
}
