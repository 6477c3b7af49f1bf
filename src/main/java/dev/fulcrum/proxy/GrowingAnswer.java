package dev.fulcrum.proxy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.policy.Proposed;
import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.Settled;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Optional;

/**
 * Reads a stream and lets it go to the caller while it comes, as far as rules have settled it. Confined to one event loop.
 *
 * <p>Bytes are taken one chunk after another: while a look waits for the ledger, the target waits too.
 */
final class GrowingAnswer {

    /** How the reading ended. */
    sealed interface Ending {}

    /** The stream came to its end; what is left of it is not released yet. */
    record Finished(WholeAnswer answer) implements Ending {}

    /** A rule stopped it. */
    record Stopped(Proposed verdict) implements Ending {}

    /** Sends what is released. */
    interface Outlet {
        /** Sends bytes; completes when more may come. */
        Future<Void> send(byte[] bytes);

        /** Puts on record what rules did so far, before any of it goes out. */
        Future<Void> record();
    }

    private final Passage passage;
    private final Taken.Flowing flowing;
    private final AnswerReader reader;
    private final Judge.Growing judge;
    private final Windows windows;
    private final boolean late;
    private final Outlet outlet;
    private final Promise<Ending> ending = Promise.promise();
    private long left;
    private int recorded;

    GrowingAnswer(
            Passage passage,
            Taken.Flowing flowing,
            Judge.Growing judge,
            Windows windows,
            Outlet outlet,
            int limitBytes) {
        this.passage = passage;
        this.flowing = flowing;
        this.reader = flowing.reader();
        this.judge = judge;
        this.windows = windows;
        this.late = flowing.course() == HoldBack.Course.LATE;
        this.outlet = outlet;
        this.left = (long) limitBytes - flowing.first().length();
        this.recorded = passage.judgements().actedRules();
    }

    /** Reads to the end; fails with an {@link AttemptFailure} when the stream breaks off, or a {@link Failure}. */
    Future<Ending> read(Deadline deadline) {
        ReadStream<Buffer> body = flowing.head().body();
        body.exceptionHandler(this::broke);
        body.endHandler(end -> ended());
        body.handler(chunk -> take(chunk, true));
        deadline.over().onSuccess(over -> {
            flowing.head().cancel();
            ending.tryFail(new AttemptFailure(
                    deadline.expired() ? Attempt.Outcome.TIMEOUT : Attempt.Outcome.CANCELLED,
                    flowing.head().status(),
                    deadline.expired() ? "the answer did not end within the route's deadline" : "it was stopped"));
        });
        take(Buffer.buffer(), false);
        return ending.future();
    }

    /** What the reader was fed before this began is looked at with an empty chunk. */
    private void take(Buffer chunk, boolean feed) {
        if (ending.future().isComplete()) {
            return;
        }
        Future<Void> taken;
        try {
            if (feed) {
                left -= chunk.length();
                refuseEndless();
                if (!passage.held().take(chunk.length())) {
                    throw Failure.full();
                }
                reader.feed(Bytes.in(chunk));
            }
            taken = step();
        } catch (Throwable e) {
            flowing.head().cancel();
            broke(e);
            return;
        }
        if (taken.succeeded()) {
            flowing.head().body().resume();
            return;
        }
        flowing.head().body().pause();
        taken.onSuccess(done -> flowing.head().body().resume()).onFailure(this::broke);
    }

    private void refuseEndless() {
        if (left < 0) {
            throw new AttemptFailure(
                    Attempt.Outcome.INVALID, flowing.head().status(), "answered with more bytes than limits.answer");
        }
    }

    private Future<Void> step() {
        if (late) {
            byte[] bytes = reader.releaseAll();
            Future<Void> sent = bytes.length == 0 ? Future.succeededFuture() : outlet.send(bytes);
            return windows.due(reader) ? sent.compose(done -> look()) : sent;
        }
        return windows.due(reader) ? look() : Future.succeededFuture();
    }

    private Future<Void> look() {
        Judge.Look look = judge.look(reader.soFar());
        windows.looked(reader, look.settledCharacters());
        Decision decision = look.decision();
        Optional<Proposed> verdict = decision.verdict();
        if (verdict.isPresent()) {
            flowing.head().cancel();
            ending.tryComplete(new Stopped(verdict.get()));
            return Future.succeededFuture();
        }
        if (late) {
            return Future.succeededFuture();
        }
        byte[] bytes = reader.release(look.settled(), Redactions.merge(decision.redactions()));
        if (bytes.length == 0) {
            return Future.succeededFuture();
        }
        if (passage.judgements().actedRules() > recorded) {
            recorded = passage.judgements().actedRules();
            return outlet.record().compose(onRecord -> outlet.send(bytes));
        }
        return outlet.send(bytes);
    }

    private void ended() {
        try {
            ending.tryComplete(new Finished(reader.finish()));
        } catch (Throwable e) {
            broke(e);
        }
    }

    private void broke(Throwable cause) {
        ending.tryFail(
                cause instanceof Failure
                        ? cause
                        : AttemptFailure.of(cause, flowing.head().status()));
    }

    /** The rest, once all is decided. */
    static byte[] rest(AnswerReader reader, List<TextEdit> edits) {
        return reader.release(
                reader.soFar().parts().stream()
                        .map(part -> Settled.all(part.part()))
                        .toList(),
                edits);
    }
}
