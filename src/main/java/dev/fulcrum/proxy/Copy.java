package dev.fulcrum.proxy;

import dev.fulcrum.model.Outcome;
import dev.fulcrum.surface.Written;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/** The copy of what goes to a caller that named an idempotency key; nothing is copied for others. Confined to one event loop. */
final class Copy {
    private Optional<Repeats.Key> key = Optional.empty();
    private boolean known;
    private Repeats room;
    private int mostBytes = -1;
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<Written> whole = Optional.empty();
    private Buffer stream = Buffer.buffer();
    private boolean tooLong;
    private Runnable notKept = () -> {};
    private long sentNanos = System.nanoTime() - Duration.ofHours(1).toNanos();
    private boolean eventOpen;

    /**
     * Names the key.
     *
     * @param seen whether an exchange with this key is known already
     */
    void under(Repeats.Key named, boolean seen) {
        key = Optional.of(named);
        known = seen;
    }

    Optional<Repeats.Key> key() {
        return key;
    }

    /** Whether an exchange with this key was known when the request came. */
    boolean known() {
        return known;
    }

    /**
     * Copies from now on, up to what one answer may take and while there is room for copies.
     *
     * @param otherwise what to do when there is not
     */
    void begin(Repeats repeats, Runnable otherwise) {
        room = repeats;
        notKept = otherwise;
        mostBytes = repeats.answerBytes();
    }

    /** Notes an answer that is known to its last byte. */
    void whole(Outcome ended, Written written) {
        if (mostBytes >= 0) {
            whole = Optional.of(written);
            outcome = Optional.of(ended);
        }
    }

    /** Adds what of a stream goes out. */
    void add(byte[] bytes) {
        sent(bytes);
        if (mostBytes < 0 || tooLong) {
            return;
        }
        tooLong = stream.length() + bytes.length > mostBytes || !room.take(bytes.length);
        if (tooLong) {
            end();
            notKept.run();
        } else {
            stream.appendBytes(bytes);
        }
    }

    private void sent(byte[] bytes) {
        int length = bytes.length;
        if (length > 0) {
            sentNanos = System.nanoTime();
            boolean blankLine =
                    bytes[length - 1] == '\n' && length > 1 && (bytes[length - 2] == '\n' || endsWithTwoBreaks(bytes));
            eventOpen = !blankLine;
        }
    }

    private static boolean endsWithTwoBreaks(byte[] bytes) {
        int length = bytes.length;
        return length > 3 && bytes[length - 2] == '\r' && bytes[length - 3] == '\n';
    }

    /** Whether a comment may stand here: nothing went out for a while, and what did ends with an event's end. */
    boolean betweenEvents(Duration silence) {
        return !eventOpen && System.nanoTime() - sentNanos >= silence.toNanos();
    }

    /** Gives back the room for what was copied of a stream. */
    void end() {
        if (stream.length() > 0) {
            room.giveBack(stream.length());
            stream = Buffer.buffer();
        }
    }

    /** Notes how the exchange ended. */
    void ended(Outcome how) {
        outcome = Optional.of(how);
    }

    /**
     * What to keep of the exchange; nothing when it failed, since a retry may do better, save when a case was opened: that would be
     * opened again.
     */
    Optional<KeptAnswer> answer(Passage passage, boolean failed, String contentType) {
        boolean handedOff = passage.caseId().isPresent() && whole.isPresent();
        Outcome how = outcome.orElse(Outcome.FAILED);
        if (how == Outcome.FAILED || (failed && !handedOff)) {
            return Optional.empty();
        }
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        Reply.head(headers, passage, how);
        headers.set("content-type", whole.map(Written::contentType).orElse(contentType));
        return Optional.of(new KeptAnswer(
                passage.id(),
                how,
                whole.map(Written::status).orElse(200),
                headers,
                body(),
                passage.caseId(),
                passage.answerClass(),
                passage.finishReason()));
    }

    private Optional<byte[]> body() {
        if (whole.isPresent()) {
            return whole.map(Written::body).filter(body -> body.length <= mostBytes);
        }
        return tooLong ? Optional.empty() : Optional.of(stream.getBytes());
    }
}
