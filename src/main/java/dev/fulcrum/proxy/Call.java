package dev.fulcrum.proxy;

import dev.fulcrum.model.AnswerOpening;
import dev.fulcrum.model.Attempt;
import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.upstream.Bytes;
import dev.fulcrum.upstream.UpstreamAnswer;
import dev.fulcrum.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;

/**
 * One try to get an answer from one target. Confined to one event loop.
 *
 * <p>A status below 500 is an answer. Of a stream that is to flow, some is awaited: until then it can still be asked of another target.
 */
final class Call {
    /** Of a stream whose beginning tells nothing by then, more is not awaited. */
    private static final int OPENING_BYTES = 256 * 1024;

    /** So many characters are worth a look even if no sentence ends in them. */
    private static final int LONG_SENTENCE = 240;

    private static final String SENTENCE_ENDS = ".!?。！？\n…:：;；";

    /**
     * How an answer is read.
     *
     * @param surface that the caller speaks
     * @param course what becomes of a stream
     * @param watched whether some rule reads the answer
     * @param awaitsOpening whether a stream waits until its beginning tells whether the model answers
     * @param shadowed whether rules in shadow want to know at a stream's end whether it refuses or evades
     * @param limitBytes the longest answer that is held back whole
     */
    record Reading(
            Surface surface,
            HoldBack.Course course,
            boolean watched,
            boolean awaitsOpening,
            boolean shadowed,
            int limitBytes) {}

    private final Route.Stop stop;
    private final Reading reading;
    private final Dispatch dispatch;
    private final Deadline deadline;
    private final long begunNanos = System.nanoTime();
    private final Promise<Taken.Given> given = Promise.promise();
    private final Promise<Void> gone = Promise.promise();
    private boolean yielded;
    private final Pieces body = new Pieces();
    private UpstreamAnswer head;
    private AnswerReader whole;
    private long firstByteNanos;
    private int lookedAt;
    private final Held.Share held;
    private long come;

    /** @param held counts what it holds of the answer */
    Call(Route.Stop stop, Reading reading, Dispatch dispatch, Deadline deadline, Held.Share held) {
        this.stop = stop;
        this.reading = reading;
        this.dispatch = dispatch;
        this.deadline = deadline;
        this.held = held;
    }

    Route.Stop stop() {
        return stop;
    }

    long begunNanos() {
        return begunNanos;
    }

    /**
     * Asks; fails with an {@link AttemptFailure}.
     *
     * @param yields whether it makes room for other targets when the deadline is near
     */
    Future<Taken.Given> make(UpstreamRequest request, boolean yields) {
        deadline.over().onSuccess(over -> abort());
        if (yields) {
            deadline.room().onSuccess(soon -> {
                yielded = true;
                abort();
            });
        }
        return stop.target().send(request, gone.future()).compose(this::take).recover(cause -> {
            held.giveBack(come);
            come = 0;
            return Future.failedFuture(cause instanceof Failure ? cause : failure(cause));
        });
    }

    private AttemptFailure failure(Throwable cause) {
        AttemptFailure failure = AttemptFailure.of(cause, 0);
        return failure.outcome() == Attempt.Outcome.CANCELLED && (yielded || deadline.expired()) ? late() : failure;
    }

    private AttemptFailure late() {
        String detail = yielded
                ? "it had not answered when little of the route's deadline was left"
                : "the answer did not end in time";
        return new AttemptFailure(Attempt.Outcome.TIMEOUT, head == null ? 0 : head.status(), detail);
    }

    /** Ends the try with a failure, which also speaks of the target's health. */
    private void fail(AttemptFailure failure) {
        if (given.tryFail(failure)) {
            head.ended(failure.outcome());
        }
    }

    /** Gives the try up, unless it has come to something already. */
    private void abort() {
        gone.tryComplete();
        if (head != null && !given.future().isComplete()) {
            head.cancel();
            boolean late = yielded || deadline.expired();
            fail(late ? late() : new AttemptFailure(Attempt.Outcome.CANCELLED, head.status(), "stopped"));
        }
    }

    private Future<Taken.Given> take(UpstreamAnswer answer) {
        head = answer;
        if (gone.future().isComplete()) {
            return refuse(Attempt.Outcome.CANCELLED, "stopped");
        }
        if (head.status() >= 500) {
            return refuse(Attempt.Outcome.ERROR, "answered with status " + head.status());
        }
        if (stop.refusesKeys() && (head.status() == 401 || head.status() == 403)) {
            return refuse(Attempt.Outcome.REJECTED, "refused the gateway's own credentials");
        }
        head.body().exceptionHandler(cause -> given.tryFail(AttemptFailure.of(cause, head.status())));
        read();
        head.body().resume();
        return given.future();
    }

    private Future<Taken.Given> refuse(Attempt.Outcome outcome, String detail) {
        Patience pause = Patience.of(head.headers(), dispatch.clock().instant());
        head.cancel();
        return Future.failedFuture(new AttemptFailure(outcome, head.status(), detail, pause));
    }

    private void read() {
        boolean stream = isStream(head);
        if (head.status() < 200 || head.status() >= 300) {
            gather(true, chunk -> {});
            head.body().endHandler(end -> {
                try {
                    given.tryComplete(new Taken.Rejected(head, body.whole()));
                } catch (Throwable e) {
                    fail(AttemptFailure.of(e, head.status()));
                }
            });
        } else if (stream && reading.course() != HoldBack.Course.WHOLE) {
            begin();
        } else {
            whole(stream);
        }
    }

    private AnswerReader reader(boolean stream) {
        return reading.surface().answerReader(stream, true, stop.lenient());
    }

    /** Whether bytes begin like events, whatever their label says: an answer that is no stream begins with a brace. */
    private static boolean isEvents(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] <= ' ' && bytes[at] > 0) {
            at++;
        }
        int most = Math.min(bytes.length - at, 6);
        String begin = new String(bytes, at, most, StandardCharsets.ISO_8859_1);
        return begin.startsWith("data:") || begin.equals("event:") || begin.startsWith(":");
    }

    private static boolean isStream(UpstreamAnswer head) {
        String type = head.headers().get("content-type");
        return type != null && type.regionMatches(true, 0, "text/event-stream", 0, 17);
    }

    /** What takes a piece of the body, and may find that it cannot be read. */
    private interface Taking {
        void take(byte[] bytes);
    }

    /** @param keeps whether the body itself is wanted besides */
    private void gather(boolean keeps, Taking taking) {
        head.body().handler(chunk -> {
            if (given.future().isComplete()) {
                return;
            }
            firstByteNanos = come == 0 ? System.nanoTime() : firstByteNanos;
            if (!held.take(chunk.length())) {
                head.cancel();
                given.tryFail(Failure.full());
                return;
            }
            come += chunk.length();
            if (come > reading.limitBytes()) {
                head.cancel();
                fail(new AttemptFailure(
                        Attempt.Outcome.INVALID,
                        head.status(),
                        "answered with more than " + reading.limitBytes() + " bytes"));
                return;
            }
            try {
                if (keeps) {
                    body.add(chunk);
                }
                taking.take(Bytes.in(chunk));
            } catch (Throwable e) {
                head.cancel();
                fail(AttemptFailure.of(e, head.status()));
            }
        });
    }

    private void whole(boolean labelled) {
        gather(false, bytes -> {
            if (whole == null) {
                boolean mislabelled = !labelled && stop.lenient() && isEvents(bytes);
                if (mislabelled) {
                    head.headers().set("content-type", "text/event-stream");
                }
                whole = reader(labelled || mislabelled);
            }
            whole.feed(bytes);
            if (!labelled && come > JsonTapeSize.COUNTED_FROM_BYTES && !held.take(JsonTapeSize.most(bytes))) {
                head.cancel();
                given.tryFail(Failure.full());
            }
        });
        head.body().endHandler(end -> {
            try {
                AnswerReader read = whole == null ? reader(labelled) : whole;
                given.tryComplete(new Taken.Whole(head, read.finish(), firstByteNanos));
            } catch (Throwable e) {
                // an error object with a status of success is a failure like the same object in a stream
                fail(AttemptFailure.of(e, head.status()));
            }
        });
    }

    /** Awaits the beginning of a stream, with a reader of its own if the one that goes on keeps nothing. */
    private void begin() {
        AnswerReader reader = reading.surface().answerReader(true, reading.watched(), stop.lenient());
        AnswerReader opening = reading.watched() ? reader : reading.surface().answerReader(true, true, stop.lenient());
        head.body().endHandler(end -> {
            // an answer that is over already, such as one that was filtered at once
            try {
                given.tryComplete(new Taken.Whole(head, opening.finish(), firstByteNanos));
            } catch (Throwable e) {
                fail(AttemptFailure.of(e, head.status()));
            }
        });
        gather(true, bytes -> {
            opening.feed(bytes);
            if (opening != reader) {
                reader.feed(bytes);
            }
            if (opening.begun() && flows(opening)) {
                head.body().pause();
                // what breaks before the stream is read on is kept for whoever reads on
                head.body().exceptionHandler(null);
                given.tryComplete(new Taken.Flowing(
                        head,
                        reading.course(),
                        body.whole(),
                        reader,
                        reading.shadowed(),
                        stop.lenient(),
                        begunNanos,
                        firstByteNanos));
            }
        });
    }

    /** Whether a stream may flow; one that refuses or evades is read to its end, since another target may be asked in its place. */
    private boolean flows(AnswerReader opening) {
        if (!reading.awaitsOpening() || come > OPENING_BYTES) {
            return true;
        }
        int come = opening.characters();
        // a sentence that has ended tells something only once another one begins: its end may be the character before
        boolean due =
                lookedAt == 0 || come - lookedAt >= LONG_SENTENCE || opening.says(SENTENCE_ENDS, come - lookedAt + 2);
        if (!due) {
            return false;
        }
        lookedAt = come;
        return dispatch.withholding().of(opening) == AnswerOpening.ANSWERS;
    }
}
