package dev.fulcrum.surface;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds keys of an answer that some clients take for what the answer is made of, and others for nothing: those that differ from a known one in case
 * alone. Parsers that do not mind the case take the last of such keys.
 */
final class FoldedKeys {
    private static final Set<String> KNOWN = Set.of(
            "choices",
            "index",
            "message",
            "delta",
            "role",
            "content",
            "text",
            "refusal",
            "reasoning",
            "reasoning_content",
            "audio",
            "transcript",
            "tool_calls",
            "function_call",
            "function",
            "custom",
            "name",
            "arguments",
            "input",
            "id",
            "call_id",
            "type",
            "finish_reason",
            "stop_reason",
            "output",
            "output_index",
            "content_index",
            "item_id",
            "item",
            "part",
            "response",
            "output_text",
            "content_block",
            "partial_json",
            "thinking",
            "error",
            "status");

    /** Where the objects stand that an answer itself is made of, not what a tool or a search found. */
    private static final Pattern FRAME = Pattern.compile(
            "(\\.(choices[0-9]*|message|delta|content|tool_calls|function_call|function|custom|audio|response|output|item|part|content_block))*");

    private FoldedKeys() {}

    /**
     * Refuses a key that can be taken for another one.
     *
     * @param path of the object in which it stands
     */
    static void refuse(String name, String path) {
        if (isLower(name)) {
            return;
        }
        for (String known : KNOWN) {
            if (KnownFields.sameButCase(name, known) && FRAME.matcher(path).matches()) {
                throw new UnreadableAnswer(
                        UnreadableAnswer.MALFORMED,
                        "the answer has a key that is '" + known
                                + "' to clients that do not mind the case, and nothing to all others");
            }
        }
    }

    private static boolean isLower(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c >= 'A' && c <= 'Z') || c > 0x7e) {
                return false;
            }
        }
        return true;
    }
}
