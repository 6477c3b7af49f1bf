package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import java.util.List;

/**
 * An answer of one surface while it is put together out of one document or of many events; not safe between threads.
 *
 * <p>What it cannot take it refuses with {@link UnreadableAnswer}.
 */
interface AnswerDraft {

    /** Takes a whole answer. */
    void addAnswer(Fragment document);

    /** Takes an event of a stream, whose {@code event} field has this value, or is empty. */
    void addEvent(String name, Fragment event);

    /** Takes words of a stream that stand in no event, from one byte to another. */
    void addAside(String text, int start, int end);

    /** Takes the end of the answer: nothing more will come. */
    void end();

    /** Whether an event has to be read even if texts are passed over. */
    boolean watches(byte[] bytes, int from, int to);

    /** Takes that an event was passed over because it need not be read. */
    default void passOver(byte[] bytes, int from, int to) {}

    /** Whether nothing of an answer has come. */
    boolean isEmpty();

    /** Whether the answer came to its proper end. */
    boolean ended();

    /** The parts in the order in which they are told. */
    List<GrowingPart> parts();

    /** The choices by index. */
    List<Answer> answers();

    /** The tool calls, numbered in the order in which they begin. */
    List<ToolCall> toolCalls();

    Tokens tokens();

    /** Why the first choice ended; empty when unknown. */
    String finishReason();

    /** As {@link WholeAnswer#answerClass()} tells it. */
    String answerClass();
}
