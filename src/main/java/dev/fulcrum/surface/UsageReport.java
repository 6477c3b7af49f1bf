package dev.fulcrum.surface;

import dev.fulcrum.model.Tokens;
import dev.fulcrum.surface.JsonDocument.Kind;

/**
 * The usage object of an answer, read for what it costs.
 *
 * <p>Thought is charged as output. Some servers count it in the completion, others beside it, and of these some tell it only by the total: the
 * total less the prompt is what was made. A total that is less than its parts is no total, and is passed over.
 *
 * @param document that holds it
 * @param node the usage object
 */
record UsageReport(JsonDocument document, int node) {
    private static final String[] INPUT = {"prompt_tokens", "input_tokens", "promptTokenCount", "prompt_token_count"};
    private static final String[] OUTPUT = {
        "completion_tokens", "output_tokens", "candidatesTokenCount", "candidates_token_count"
    };
    private static final String[] TOTAL = {"total_tokens", "totalTokenCount", "total_token_count"};
    private static final String[] THOUGHT = {"thoughts_token_count", "thoughtsTokenCount", "thoughts_tokens"};
    private static final String[] OUTPUT_DETAILS = {"completion_tokens_details", "output_tokens_details"};
    private static final String[] CACHED = {"cache_creation_input_tokens", "cache_read_input_tokens"};
    private static final long UNKNOWN = -1;

    /** What was read and what was made. */
    Tokens tokens() {
        long input = first(INPUT);
        long output = first(OUTPUT);
        long total = first(TOTAL);
        long known = Math.max(0, input) + Math.max(0, output);
        if (total > known) {
            return ofTotal(input, output, total);
        }
        return new Tokens(Math.max(0, input), total == UNKNOWN ? withThought(output) : Math.max(0, output));
    }

    private Tokens ofTotal(long input, long output, long total) {
        if (input == UNKNOWN) {
            return new Tokens(total - Math.max(0, output), Math.max(0, output));
        }
        long cached = Math.max(0, count(node, CACHED[0])) + Math.max(0, count(node, CACHED[1]));
        boolean besides = cached > 0 && input + Math.max(0, output) + cached <= total;
        long read = besides ? input + cached : input;
        return new Tokens(read, total - read);
    }

    /** Without a total, thought that is more than the completion cannot be in it. */
    private long withThought(long output) {
        long said = Math.max(0, output);
        long beside = Math.max(0, first(THOUGHT));
        long thought = UNKNOWN;
        for (String details : OUTPUT_DETAILS) {
            thought = Math.max(thought, count(document.member(node, details), "reasoning_tokens"));
        }
        return said + beside + (thought > said ? thought : 0);
    }

    /** Whether it counts anything at all: some servers end a stream with zeros behind a report that tells more. */
    boolean counts() {
        return Math.max(first(INPUT), Math.max(first(OUTPUT), first(TOTAL))) > 0;
    }

    private long first(String[] names) {
        for (String name : names) {
            long count = count(node, name);
            if (count >= 0) {
                return count;
            }
        }
        return UNKNOWN;
    }

    /** A count that is not negative; also one that is written with a fraction of nothing, as some languages write whole numbers. */
    private long count(int holder, String name) {
        int told = document.member(holder, name);
        if (!document.is(Kind.NUMBER, told)) {
            return UNKNOWN;
        }
        String written = document.written(document.start(told), document.end(told));
        if (written.length() > 18 || !written.matches("[0-9]+(\\.0+)?")) {
            return UNKNOWN;
        }
        int dot = written.indexOf('.');
        return Long.parseLong(dot < 0 ? written : written.substring(0, dot));
    }
}
