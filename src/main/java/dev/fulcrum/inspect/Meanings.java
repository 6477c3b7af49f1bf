package dev.fulcrum.inspect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What sentences mean to a model, each asked about once as long as it is remembered. Thread-safe.
 *
 * <p>One thread does the work for exchanges, so that a flood of text takes one core at most; what waits behind it is bounded.
 */
final class Meanings {
    /** About two kilobytes each. */
    private static final int REMEMBERED = 10_000;

    private static final int MOST_WAITING = 64;

    private final SentenceModel model;
    private final Cache<Fingerprint, Meaning> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), Meanings::thread);

    Meanings(SentenceModel model) {
        this.model = model;
        worker.allowCoreThreadTimeOut(true);
    }

    /** Refuses work when too much waits. */
    ExecutorService worker() {
        return worker;
    }

    /** What a sentence means; takes milliseconds when it is new. */
    Meaning of(String sentence) {
        Fingerprint fingerprint = Fingerprint.of(0, sentence);
        Meaning known = remembered.getIfPresent(fingerprint);
        if (known == null) {
            known = Meaning.of(model.vector(sentence));
            remembered.put(fingerprint, known);
        }
        return known;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "fulcrum-meanings");
        thread.setDaemon(true);
        return thread;
    }
}
