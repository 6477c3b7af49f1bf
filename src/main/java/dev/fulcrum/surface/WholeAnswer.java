package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import java.util.List;

/** A model's whole answer; immutable as long as nobody writes to {@link #original()}. */
public interface WholeAnswer {

    /**
     * The bytes as they came; empty when the reader kept nothing.
     *
     * @throws IllegalStateException if the answer went out while it came, so that its bytes are not there any more
     */
    byte[] original();

    /** Whether it came as an event stream. */
    boolean stream();

    /** The text of each choice, in the order in which it was said, its reasoning where that is told, and the arguments of each tool call. */
    List<Part> parts();

    /** The choices by index. */
    List<Answer> answers();

    /** The tool calls of all choices, numbered through in the order in which they began. */
    List<ToolCall> toolCalls();

    /** The usage that the model's server reported. */
    Tokens tokens();

    /** Why the first choice ended, in the surface's words; empty when unknown. */
    String finishReason();

    /** One of {@code filtered}, {@code refusal}, {@code truncated}, {@code tool-call}, {@code full}: the first that holds for any choice. */
    String answerClass();

    /**
     * The original bytes with texts replaced, wherever the stream's deltas were cut; everything else byte for byte, save that token
     * probabilities and other copies of a text become null from its first edit on.
     *
     * @throws IllegalArgumentException if an edit names a part of something else or a span outside its text
     */
    byte[] edited(List<TextEdit> edits);
}
