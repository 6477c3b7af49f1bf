package dev.fulcrum.surface;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Feeds answers to readers. */
final class ChatAnswers {
    private static final ChatCompletions CHAT = new ChatCompletions(32);

    private ChatAnswers() {}

    static WholeAnswer json(String text) {
        return fed(CHAT.answerReader(false), text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    static WholeAnswer stream(String text) {
        return fed(CHAT.answerReader(true), text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    static WholeAnswer watched(boolean stream, byte[] bytes, int step) {
        return fed(CHAT.answerReader(stream, false), bytes, step);
    }

    /** The answer after its bytes came {@code step} at a time. */
    static WholeAnswer fed(AnswerReader reader, byte[] bytes, int step) {
        for (int from = 0; from < bytes.length; ) {
            int to = (int) Math.min(bytes.length, (long) from + step);
            reader.feed(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return reader.finish();
    }

    static String chunk(int choice, String delta, String finishReason) {
        String reason = finishReason == null ? "null" : '"' + finishReason + '"';
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m1\",\"choices\":[{\"index\":"
                + choice + ",\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
    }
}
