package dev.fulcrum.proxy;

import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stream that only passes: keeps it for rules that watch, up to a limit; beyond that only usage, errors and the ending are read, since
 * a stream that nobody holds back must neither pile up nor be broken off. Not thread-safe.
 */
final class BoundedReader {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedReader.class);

    private final AnswerReader light;
    private final Held.Share held;
    private AnswerReader reader;
    private long left;

    /**
     * @param light a reader that keeps nothing
     * @param held counts what is kept
     */
    BoundedReader(Taken.Flowing flowing, AnswerReader light, int limitBytes, Held.Share held) {
        this.held = held;
        this.reader = flowing.reader();
        this.light = light;
        this.left = (long) limitBytes - flowing.first().length();
        light.feed(Bytes.in(flowing.first()));
    }

    /** Takes the next bytes; throws what {@link AnswerReader#feed} does. */
    void feed(byte[] bytes) {
        left -= bytes.length;
        if (reader != light && (left < 0 || !held.take(bytes.length))) {
            LOG.warn("a streamed answer is longer than 64 MiB or than limits.held has room for: rules do not read it");
            reader = light;
        }
        light.feed(bytes);
        if (reader != light) {
            reader.feed(bytes);
        }
    }

    /** The answer; throws what {@link AnswerReader#finish} does. */
    WholeAnswer finish() {
        return reader.finish();
    }
}
