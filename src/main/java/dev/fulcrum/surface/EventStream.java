package dev.fulcrum.surface;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Splits a byte stream into server-sent events, wherever it was cut (WHATWG HTML, section 9.2.6); not safe between threads.
 *
 * <p>Lines end with CR, LF or both; a byte order mark at the start and comments are skipped; data of several lines is joined by line feeds.
 * Unlike the standard, an event that the stream's end leaves open is handed over too, marked as such: careless clients would read it.
 */
final class EventStream {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final int[] ONE_LINE = {};
    /** Takes what a line says that is no part of an event: a comment, a field that nobody knows, or a name of an event that says more than what it is. */
    interface Aside {
        /**
         * Takes such a line.
         *
         * @param at byte at which it begins
         * @param until byte behind it
         * @param event byte at which the event begins in which it stands
         */
        void says(String text, int at, int until, int event);
    }

    private final Consumer<ServerEvent> listener;
    private final boolean keep;
    private final Aside aside;
    /** What came and was not forgotten; all places below but {@code dropped} are places in it. */
    private byte[] buffer = new byte[1024];

    /** Bytes of the stream that stood before the buffer and are forgotten. */
    private int dropped;

    private int size;
    /** Up to here the buffer may be forgotten. */
    private int passed;

    private int at;
    private int lineStart;
    private int eventStart;
    private boolean first = true;
    private boolean afterCarriageReturn;
    private String name = "";
    /** Pairs of first byte and byte after of each data line. */
    private int[] data = new int[4];

    private int dataLength;

    /** A stream that hands its events to {@code listener}; bytes are kept until they are {@link #cut} if {@code keep}, otherwise those of the open event. */
    EventStream(Consumer<ServerEvent> listener, boolean keep) {
        this(listener, keep, (text, at, until, event) -> {});
    }

    /** @param aside what takes comments and unknown fields that say more than a heartbeat does */
    EventStream(Consumer<ServerEvent> listener, boolean keep, Aside aside) {
        this.listener = listener;
        this.keep = keep;
        this.aside = aside;
    }

    void feed(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        toLineEnd();
        while (at < size) {
            lineEnd(buffer[at++]);
            toLineEnd();
        }
        if (!keep && dataLength == 0 && name.isEmpty()) {
            passed = lineStart;
        }
    }

    /** Makes room for more: in the place of what may be forgotten, if that is much, or else in a larger buffer. */
    private void room(int more) {
        if (size + more <= buffer.length) {
            return;
        }
        int kept = size - passed;
        boolean fits = passed >= buffer.length / 2 && kept + more <= buffer.length;
        byte[] to = fits ? buffer : new byte[Math.max(buffer.length * (passed > kept ? 1 : 2), kept + more)];
        System.arraycopy(buffer, passed, to, 0, kept);
        buffer = to;
        size = kept;
        at -= passed;
        lineStart -= passed;
        eventStart -= passed;
        for (int i = 0; i < dataLength; i++) {
            data[i] -= passed;
        }
        dropped += passed;
        passed = 0;
    }

    private void toLineEnd() {
        at = ByteRuns.lineEnd(buffer, at, size);
    }

    private void lineEnd(byte b) {
        boolean secondOfTwo = b == '\n' && afterCarriageReturn && at - 1 == lineStart;
        if (secondOfTwo) {
            if (eventStart == lineStart) {
                eventStart = at;
            }
            lineStart = at;
            afterCarriageReturn = false;
            return;
        }
        int start = lineStart;
        lineStart = at;
        afterCarriageReturn = b == '\r';
        line(start, at - 1);
    }

    /** Hands over what the stream's end left open. */
    void finish() {
        if (lineStart < size) {
            int start = lineStart;
            lineStart = size;
            line(start, size);
        }
        dispatch(false);
    }

    /**
     * Everything fed so far.
     *
     * @throws IllegalStateException if some of it is forgotten
     */
    byte[] bytes() {
        if (dropped > 0) {
            throw new IllegalStateException("the stream's beginning is forgotten");
        }
        return Arrays.copyOf(buffer, size);
    }

    /** A stretch of the stream as it is after replacements; what comes up to its end may be forgotten then. */
    byte[] cut(Splices splices, int from, int to) {
        byte[] bytes = splices.apply(buffer, dropped, from, to);
        passed = Math.max(passed, to - dropped);
        return bytes;
    }

    /** Byte of the stream at which the event begins that is not handed over yet. */
    int openStart() {
        return dropped + eventStart;
    }

    private void line(int lineFrom, int end) {
        int start = lineFrom;
        if (first) {
            first = false;
            if (end - start >= 3
                    && buffer[start] == (byte) 0xef
                    && buffer[start + 1] == (byte) 0xbb
                    && buffer[start + 2] == (byte) 0xbf) {
                start += 3;
            }
        }
        if (start == end) {
            dispatch(true);
            return;
        }
        int colon = start;
        while (colon < end && buffer[colon] != ':') {
            colon++;
        }
        int value = Math.min(end, colon + 1);
        if (value < end && buffer[value] == ' ') {
            value++;
        }
        if (Arrays.equals(buffer, start, colon, DATA, 0, DATA.length)) {
            addData(value, end);
        } else if (Arrays.equals(buffer, start, colon, EVENT, 0, EVENT.length)) {
            name = utf8(value, end);
            if (keep && !AnswerWords.isSetting(name)) {
                aside.says(name, dropped + value, dropped + end, dropped + eventStart);
            }
        } else if (keep && !AnswerWords.isHeartbeat(utf8(start, colon), utf8(value, end))) {
            int from = colon == start ? value : start;
            aside.says(utf8(from, end), dropped + from, dropped + end, dropped + eventStart);
        }
    }

    private String utf8(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    private void addData(int start, int end) {
        if (dataLength == data.length) {
            data = Arrays.copyOf(data, dataLength * 2);
        }
        data[dataLength++] = start;
        data[dataLength++] = end;
    }

    private void dispatch(boolean ended) {
        int length = dataLength;
        String event = name;
        int start = eventStart;
        dataLength = 0;
        name = "";
        eventStart = lineStart;
        if (length == 2 && data[0] < data[1]) {
            int[] line = dropped == 0 ? ONE_LINE : new int[] {0, dropped};
            listener.accept(new ServerEvent(
                    event, buffer, data[0], data[1], line, dropped + start, dropped + lineStart, ended));
        } else if (length > 2) {
            joined(event, length, start, ended);
        }
    }

    private void joined(String event, int length, int start, boolean ended) {
        int total = 0;
        for (int i = 0; i < length; i += 2) {
            total += data[i + 1] - data[i] + 1;
        }
        byte[] bytes = new byte[total - 1];
        int[] lines = new int[length];
        int to = 0;
        for (int i = 0; i < length; i += 2) {
            lines[i] = to;
            lines[i + 1] = dropped + data[i];
            System.arraycopy(buffer, data[i], bytes, to, data[i + 1] - data[i]);
            to += data[i + 1] - data[i];
            if (to < bytes.length) {
                bytes[to++] = '\n';
            }
        }
        listener.accept(
                new ServerEvent(event, bytes, 0, bytes.length, lines, dropped + start, dropped + lineStart, ended));
    }
}
