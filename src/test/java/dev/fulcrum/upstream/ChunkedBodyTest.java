package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkedBodyTest {
    private final Caller caller = new Caller();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        caller.close();
    }

    private ChunkedBody body(int chunks, Duration pace) {
        List<Buffer> list = IntStream.rangeClosed(1, chunks)
                .mapToObj(i -> Buffer.buffer(String.valueOf(i)))
                .toList();
        ChunkedBody body = new ChunkedBody(caller.context(), list.iterator(), pace);
        body.handler(chunk -> events.add(chunk.toString())).endHandler(end -> events.add("end"));
        return body;
    }

    private void on(Runnable action) {
        caller.await(() -> {
            action.run();
            return Future.succeededFuture();
        });
        caller.await(Future::succeededFuture); // what the action put off has run as well
    }

    @Test
    void silent_whenNothingIsDemanded() {
        body(2, Duration.ZERO);
        on(() -> {});
        assertThat(events).isEmpty();
    }

    @Test
    void whole_whenResumed() {
        ChunkedBody body = body(3, Duration.ZERO);
        on(body::resume);
        assertThat(events).containsExactly("1", "2", "3", "end");
    }

    @Test
    void oneChunkADemand_whenFetched() {
        ChunkedBody body = body(2, Duration.ZERO);
        on(() -> body.fetch(1));
        assertThat(events).containsExactly("1");
        on(() -> body.fetch(1));
        assertThat(events).containsExactly("1", "2");
        on(() -> body.fetch(1));
        assertThat(events).containsExactly("1", "2", "end");
        on(() -> body.fetch(1));
        assertThat(events).hasSize(3);
    }

    @Test
    void stops_whenPausedInTheHandler() {
        ChunkedBody body = body(5, Duration.ZERO);
        body.handler(chunk -> {
            events.add(chunk.toString());
            if (events.size() == 2) {
                body.pause();
            }
        });
        on(body::resume);
        assertThat(events).containsExactly("1", "2");
        on(body::resume);
        assertThat(events).containsExactly("1", "2", "3", "4", "5", "end");
    }

    @Test
    void inOrder_whenPaced() {
        ChunkedBody body = body(4, Duration.ofMillis(5));
        on(body::resume);
        await().until(() -> events.contains("end"));
        assertThat(events).containsExactly("1", "2", "3", "4", "end");
    }

    @Test
    void inOrder_whenPacedAndFetchedPiecemeal() {
        ChunkedBody body = body(3, Duration.ofMillis(5));
        on(() -> body.fetch(1));
        on(() -> body.fetch(1));
        on(() -> body.pause());
        on(() -> body.fetch(1));
        await().until(() -> events.size() >= 2);
        on(body::resume);
        await().until(() -> events.contains("end"));
        assertThat(events).containsExactly("1", "2", "3", "end");
    }

    @Test
    void silent_whenCancelled() {
        ChunkedBody body = body(3, Duration.ofMillis(5));
        on(() -> body.fetch(1));
        on(() -> {
            body.resume();
            body.cancel();
        });
        caller.await(() -> caller.vertx().timer(40));
        assertThat(events).containsExactly("1");
    }
}
