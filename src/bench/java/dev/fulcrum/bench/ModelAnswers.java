package dev.fulcrum.bench;

import java.util.Arrays;
import java.util.List;

/** What the benchmark's model says: the same words every time, as a plain chat completion or as the events of a stream. */
final class ModelAnswers {
    /** The event before the text. */
    static final String ROLE = event("{\"role\":\"assistant\",\"content\":\"\"}", "null");

    /** The event behind the text. */
    static final String STOP = event("{}", "\"stop\"");

    /** The terminator. */
    static final String DONE = "data: [DONE]\n\n";

    /** So that all are of one length. */
    private static final long FIRST_NUMBER = 1_000_000_000;

    private static final String WORDS =
            """
            You can change the delivery address of a card that has not been sent yet in the app, under Cards and \
            then Delivery. A card that is already on its way cannot be redirected, so please order a new one once it \
            has arrived; the first replacement in a year is free.""";

    private static final String HEAD =
            """
            {"id":"chatcmpl-bench0000000000000000","object":"chat.completion","created":1767225600,\
            "model":"bench-model","choices":[{"index":0,"message":{"role":"assistant","content":"%s Your number is \
            """
                    .formatted(WORDS);
    private static final String TAIL =
            """
            .","refusal":null},\
            "logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":172,"completion_tokens":57,\
            "total_tokens":229},"system_fingerprint":"fp_bench"}""";

    private ModelAnswers() {}

    /** A plain answer of about 600 bytes, with that number in its text, in letters: long digits are now and then a card's number, which is redacted. */
    static String plain(long number) {
        StringBuilder letters = new StringBuilder();
        for (long rest = FIRST_NUMBER + number; rest > 0; rest /= 10) {
            letters.append((char) ('a' + rest % 10));
        }
        return HEAD + letters + TAIL;
    }

    /** The events of a text, one for each word; a stream says them over and over. */
    static List<String> texts(Pace.Text text) {
        return words(text).stream()
                .map(word -> event("{\"content\":\"" + word + "\"}", "null"))
                .toList();
    }

    /** Characters of one event's text, on average. */
    static double charactersOfText() {
        return (double) WORDS.length() / words(Pace.Text.SENTENCES).size();
    }

    private static List<String> words(Pace.Text text) {
        return Arrays.asList(text.of(WORDS).split("(?<= )", -1));
    }

    private static String event(String delta, String finishReason) {
        return """
                data: {"id":"chatcmpl-bench0000000000000000","object":"chat.completion.chunk","created":1767225600,\
                "model":"bench-model","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}

                """
                .formatted(delta, finishReason);
    }
}
