package dev.fulcrum.surface;

import dev.fulcrum.model.Message;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import java.util.List;
import java.util.Optional;

/** An immutable view of one parsed request; safe to share between threads as long as nobody writes to {@link #body()}. */
public interface SurfaceRequest {

    /** The body as it came; not a copy. */
    byte[] body();

    /** The model that the caller asked for. */
    String model();

    /** Whether the caller asked for an event stream. */
    boolean stream();

    /** Everything in the request that can be read: messages, tool calls, tool results, tool definitions. */
    List<Part> parts();

    /** Where the first thing stands that its API does not know, such as {@code messages[0].mood}; empty when there is none. */
    default Optional<String> unknown() {
        return Optional.empty();
    }

    /** The history as facts, in order. */
    List<Message> messages();

    /** The tool calls of the history, in order. */
    List<ToolCall> toolCalls();

    /** The tool results of the history, in order. */
    List<ToolResult> toolResults();

    /** {@code zh} if the newest text of the user is mainly Han script, otherwise {@code en}; looked up at each call. */
    String language();

    /** Who the conversation belongs to, raw: the caller of this method hashes it. Empty when nothing tells. */
    String subjectKey();

    /**
     * The body with replaced texts, added instructions and another model; every other byte as it was. The body itself when nothing changes.
     *
     * @param edits replacements in this request's {@link #parts()}; where two overlap both replacements stand and the union is gone
     * @param instructions texts that join the leading system message, or make one where there is none
     * @throws IllegalArgumentException if an edit names a part of something else or a span outside its text
     */
    byte[] edited(List<TextEdit> edits, List<String> instructions, Optional<String> model);
}
