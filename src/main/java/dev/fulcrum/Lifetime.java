package dev.fulcrum;

import dev.fulcrum.upstream.LastResort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running gateway holds open; it is closed in the reverse order. One thread opens, then one closes. */
final class Lifetime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Keeps a part until the gateway stops. */
    <T extends AutoCloseable> T holds(T part) {
        open.push(part);
        return part;
    }

    /** One thread for work at set times. */
    ScheduledExecutorService timers(String name) {
        return executor(Executors.newSingleThreadScheduledExecutor(work -> daemon(work, name)));
    }

    /** One thread for work that must not run on an event loop. */
    ExecutorService thread(String name) {
        return executor(Executors.newSingleThreadExecutor(work -> daemon(work, name)));
    }

    Vertx vertx() {
        Vertx vertx = Vertx.vertx();
        vertx.exceptionHandler(LastResort::uncaught);
        open.push(() -> arrival(vertx.close(), "closing"));
        return vertx;
    }

    /** What a future brings, which has to come within 30 seconds. */
    static <T> T arrival(Future<T> future, String doing) throws StartFailure {
        return arrival(future.toCompletionStage(), PATIENCE, doing);
    }

    /** What a stage brings, which has to come within its time. */
    static <T> T arrival(CompletionStage<T> stage, Duration patience, String doing) throws StartFailure {
        try {
            return stage.toCompletableFuture().get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while " + doing);
        } catch (ExecutionException e) {
            throw new StartFailure(doing + " failed: "
                    + Objects.requireNonNullElse(
                            e.getCause().getMessage(), e.getCause().toString()));
        } catch (TimeoutException e) {
            throw new StartFailure(doing + " took longer than " + patience.toSeconds() + " seconds");
        }
    }

    /** Closes everything, the last opened first, whatever fails on the way. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("closing {}: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }

    private <T extends ExecutorService> T executor(T executor) {
        open.push(executor::shutdownNow);
        return executor;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
