package dev.fulcrum.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers exchanges by the idempotency keys of their callers, for a time and within a size, in this process's memory. Thread-safe.
 *
 * <p>An exchange that is under way is never forgotten; of those that ended, the ones that were used least go first when the size is reached.
 */
final class Repeats {
    private static final Duration ALWAYS = Duration.ofNanos(Long.MAX_VALUE);

    /** The part of the size that one answer may take. */
    private static final int SHARE = 16;

    /**
     * Whose exchange it is.
     *
     * @param tenant as the caller named it; empty when it did not
     * @param caller a hash of the credentials, since the gateway may pass them on
     * @param text the idempotency key
     */
    record Key(String app, String tenant, String caller, String surface, String text) {}

    /** What is known of a key. */
    sealed interface Memory {
        /** The hash of the request's body. */
        String request();
    }

    /** The exchange is under way. Compared by identity. */
    static final class UnderWay implements Memory {
        private final String request;
        private final Set<Runnable> waiting = new HashSet<>();
        private boolean over;

        UnderWay(String request) {
            this.request = request;
        }

        @Override
        public String request() {
            return request;
        }

        /** Runs something when it has ended, one way or another, on the thread that ends it; at once if it has. */
        void whenOver(Runnable waiter) {
            synchronized (waiting) {
                if (!over) {
                    waiting.add(waiter);
                    return;
                }
            }
            waiter.run();
        }

        /** Takes back what {@link #whenOver} was told. */
        void forget(Runnable waiter) {
            synchronized (waiting) {
                waiting.remove(waiter);
            }
        }

        private void end() {
            List<Runnable> woken;
            synchronized (waiting) {
                over = true;
                woken = List.copyOf(waiting);
                waiting.clear();
            }
            woken.forEach(Runnable::run);
        }
    }

    /** The exchange has ended in a way that a retry does not change. */
    record Ended(String request, KeptAnswer answer) implements Memory {}

    private final Cache<Key, Memory> memories;
    private final int answerBytes;
    private final AtomicLong room;

    /** @param bytes for all that is kept, and as many for streams that are under way */
    Repeats(Duration keep, long bytes, Ticker ticker) {
        this.room = new AtomicLong(bytes);
        this.answerBytes = (int) Math.min(Integer.MAX_VALUE, bytes / SHARE);
        this.memories = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumWeight(bytes)
                // what weighs nothing is not evicted
                .weigher((Key key, Memory memory) ->
                        memory instanceof Ended ended ? ended.answer().weight() : 0)
                .expireAfter(Expiry.<Key, Memory>writing((key, memory) -> memory instanceof Ended ? keep : ALWAYS))
                .executor(Runnable::run)
                .build();
    }

    /** The longest answer that is kept. */
    int answerBytes() {
        return answerBytes;
    }

    /** Takes room for the copy of a stream that is under way, if there is so much. */
    boolean take(int bytes) {
        if (room.addAndGet(-bytes) >= 0) {
            return true;
        }
        room.addAndGet(bytes);
        return false;
    }

    void giveBack(int bytes) {
        room.addAndGet(bytes);
    }

    boolean knows(Key key) {
        return memories.getIfPresent(key) != null;
    }

    /** Notes that an exchange begins, unless the key is known: then what is known. */
    Optional<Memory> begin(Key key, UnderWay mine) {
        return Optional.ofNullable(memories.asMap().putIfAbsent(key, mine));
    }

    /** Notes how an exchange ended; without an answer the next one with this key begins anew. */
    void end(Key key, UnderWay mine, Optional<KeptAnswer> answer) {
        if (answer.isPresent()) {
            memories.asMap().replace(key, mine, new Ended(mine.request(), answer.get()));
        } else {
            memories.asMap().remove(key, mine);
        }
        mine.end();
    }
}
