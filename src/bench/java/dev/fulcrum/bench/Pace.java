package dev.fulcrum.bench;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a stream is to be paced; a request carries it to the upstream in fields that every gateway passes on.
 *
 * @param words how many events with text a stream has; one comes before them and two behind
 * @param pauseMillis between two of them
 * @param text what the words say
 */
record Pace(int words, int pauseMillis, Text text) {
    /** What a stream says, over and over. */
    enum Text {
        /** A full stop, a semicolon and a full stop. */
        SENTENCES,
        /** The same with full stops only. */
        FULL_STOPS,
        /** The same without any ending of a sentence. */
        UNBROKEN;

        String of(String words) {
            return switch (this) {
                case SENTENCES -> words;
                case FULL_STOPS -> words.replace(';', '.');
                case UNBROKEN -> words.replaceAll("[.,;]", "");
            };
        }
    }

    /** The role before the text; the finish reason and the terminator behind it. */
    private static final int OTHER_EVENTS = 3;

    private static final Pattern FIELDS = Pattern.compile(
            "\"max(?:_completion)?_tokens\":([0-9]{1,6}),\"metadata\":\\{\"pause_ms\":\"([0-9]{1,6})\",\"text\":\"([A-Z_]{1,20})\"}");

    /** A pace of so many words a second, as near as whole milliseconds allow. */
    static Pace of(int words, int wordsInSecond, Text text) {
        return new Pace(words, Math.max(1, Math.round(1000f / wordsInSecond)), text);
    }

    /** What a request asks for; empty if it leaves the pace to the upstream. */
    static Optional<Pace> in(String request) {
        Matcher fields = FIELDS.matcher(request);
        return fields.find()
                ? Optional.of(new Pace(
                        Integer.parseInt(fields.group(1)),
                        Integer.parseInt(fields.group(2)),
                        Text.valueOf(fields.group(3))))
                : Optional.empty();
    }

    /** The fields of a request. */
    String fields() {
        return "\"max_tokens\":%d,\"metadata\":{\"pause_ms\":\"%d\",\"text\":\"%s\"},"
                .formatted(words, pauseMillis, text);
    }

    /** Events of a whole stream. */
    int events() {
        return words + OTHER_EVENTS;
    }

    /** How long a stream takes. */
    long millis() {
        return (long) words * pauseMillis;
    }
}
