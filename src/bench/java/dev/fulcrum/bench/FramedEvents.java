package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The bytes of a streamed answer as they go to a socket: its head, and each event as a chunk of HTTP/1.1 (RFC 9112, section 7.1). */
final class FramedEvents {
    private static final String HEAD =
            """
            HTTP/1.1 200 OK\r
            content-type: text/event-stream; charset=utf-8\r
            transfer-encoding: chunked\r
            \r
            """;
    private static final String LAST_CHUNK = "0\r\n\r\n";
    private static final Map<Pace.Text, FramedEvents> ALL = new EnumMap<>(Map.of(
            Pace.Text.SENTENCES, new FramedEvents(Pace.Text.SENTENCES),
            Pace.Text.FULL_STOPS, new FramedEvents(Pace.Text.FULL_STOPS),
            Pace.Text.UNBROKEN, new FramedEvents(Pace.Text.UNBROKEN)));

    private final byte[] opening = (HEAD + chunk(ModelAnswers.ROLE)).getBytes(US_ASCII);
    private final List<byte[]> texts;
    private final byte[] end = (chunk(ModelAnswers.STOP + ModelAnswers.DONE) + LAST_CHUNK).getBytes(US_ASCII);

    private FramedEvents(Pace.Text text) {
        this.texts = ModelAnswers.texts(text).stream()
                .map(event -> chunk(event).getBytes(US_ASCII))
                .toList();
    }

    static FramedEvents of(Pace.Text text) {
        return ALL.get(text);
    }

    /** The head and the role. */
    byte[] opening() {
        return opening;
    }

    /** The event of a word, counted from 0; words come again when all were said. */
    byte[] text(int word) {
        return texts.get(word % texts.size());
    }

    /** The finish reason, the terminator and the end of the answer. */
    byte[] end() {
        return end;
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }
}
