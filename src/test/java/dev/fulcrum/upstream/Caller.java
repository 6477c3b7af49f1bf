package dev.fulcrum.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Calls targets on an event loop and waits for what comes of it on the test's thread. */
final class Caller implements AutoCloseable {
    static final String CHAT = "/v1/chat/completions";

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    Vertx vertx() {
        return vertx;
    }

    Context context() {
        return context;
    }

    static UpstreamRequest chat(String body) {
        return request(CHAT, body);
    }

    static UpstreamRequest request(String path, String body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("content-type", "application/json");
        return new UpstreamRequest(path, headers, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body));
    }

    /** Sends and reads to the end. */
    Reply ask(Target target, UpstreamRequest request) {
        return await(() -> target.send(request).compose(Caller::collect));
    }

    Reply ask(Target target, String body) {
        return ask(target, chat(body));
    }

    /** Sends and waits for the head only. */
    UpstreamAnswer head(Target target, UpstreamRequest request) {
        return await(() -> target.send(request));
    }

    /** Reads an answer's body to the end. */
    Reply body(UpstreamAnswer answer) {
        return await(() -> collect(answer));
    }

    /** The failure that the exchange ends with. */
    UpstreamFailure failure(Target target, UpstreamRequest request) {
        try {
            Reply reply = ask(target, request);
            throw new AssertionError("answered " + reply.status() + ": " + reply.text());
        } catch (UpstreamFailure failure) {
            return failure;
        }
    }

    <T> T await(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(ignored -> {
            try {
                work.get().onComplete(promise::handle);
            } catch (RuntimeException thrown) {
                promise.fail(thrown);
            }
        });
        return result(promise.future());
    }

    static <T> T result(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError("nothing came within 20 s", late);
        }
    }

    /** An answer's body, read to the end. */
    static Future<Reply> collect(UpstreamAnswer answer) {
        Promise<Reply> promise = Promise.promise();
        List<Buffer> chunks = new ArrayList<>();
        answer.body()
                .exceptionHandler(promise::tryFail)
                .endHandler(end -> promise.tryComplete(new Reply(answer.status(), answer.headers(), chunks)))
                .handler(chunks::add)
                .resume();
        return promise.future();
    }

    @Override
    public void close() {
        result(vertx.close());
    }

    /** A whole answer. */
    record Reply(int status, MultiMap headers, List<Buffer> chunks) {
        byte[] bytes() {
            Buffer whole = Buffer.buffer();
            chunks.forEach(whole::appendBuffer);
            return whole.getBytes();
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }
}
