package dev.fulcrum.proxy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.UnreadableAnswer;
import dev.fulcrum.upstream.UpstreamAnswer;
import dev.fulcrum.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks a route's targets, one after the other, until one gives an answer that can be used.
 *
 * <p>Nothing has been released when a target fails here, so the next one may be asked: after a connection that fails, a
 * time-out, a 5xx, an answer that breaks off or cannot be read. A status below 500 is an answer.
 */
final class Dispatch {
    private final int answerLimitBytes;

    /**
     * @param answerLimitBytes the longest answer that is held back whole
     */
    Dispatch(int answerLimitBytes) {
        this.answerLimitBytes = answerLimitBytes;
    }

    /**
     * What to ask.
     *
     * @param stops targets in the order in which they are tried
     * @param path of the surface
     * @param body the request for a target that calls the model by another name, or by the requested one when empty
     * @param course what becomes of a stream
     * @param watched whether some rule reads the answer
     */
    record Order(
            List<Route.Stop> stops,
            String path,
            MultiMap headers,
            MultiMap credentials,
            Function<Optional<String>, byte[]> body,
            HoldBack.Course course,
            boolean watched) {}

    /** The first usable answer; fails with a {@link Failure} when there is none. Every try is noted in the passage. */
    Future<Taken> ask(Passage passage, Order order, Deadline deadline) {
        return ask(passage, order, deadline, 0);
    }

    private Future<Taken> ask(Passage passage, Order order, Deadline deadline, int index) {
        Route.Stop stop = order.stops().get(index);
        long begun = System.nanoTime();
        return attempt(passage, order, deadline, stop, begun)
                .onSuccess(taken -> {
                    passage.servedBy(stop.target().name());
                    if (!(taken instanceof Taken.Flowing)) {
                        passage.tried(tried(stop, outcome(taken), taken.head().status(), begun, ""));
                    }
                })
                .recover(cause -> {
                    AttemptFailure failure = passage.hasLeft()
                            ? new AttemptFailure(Attempt.Outcome.CANCELLED, 0, "the caller left")
                            : AttemptFailure.of(cause, 0);
                    passage.tried(tried(stop, failure.outcome(), failure.status(), begun, failure.detail()));
                    if (passage.hasLeft()) {
                        return Future.failedFuture(Failure.callerLeft());
                    }
                    if (deadline.expired()) {
                        return Future.failedFuture(Failure.ofTarget(
                                504, "deadline_exceeded", "no target answered within the route's deadline"));
                    }
                    if (index + 1 < order.stops().size()) {
                        return ask(passage, order, deadline, index + 1);
                    }
                    return Future.failedFuture(failureOf(stop, failure));
                });
    }

    private Future<Taken> attempt(Passage passage, Order order, Deadline deadline, Route.Stop stop, long begun) {
        UpstreamRequest request = new UpstreamRequest(
                order.path(),
                order.headers(),
                order.credentials(),
                Buffer.buffer(order.body().apply(stop.model())));
        return stop.target().send(request, deadline.over()).compose(head -> {
            if (head.status() >= 500) {
                return refuse(head, Attempt.Outcome.ERROR, "answered with status " + head.status());
            }
            if (stop.refusesKeys() && (head.status() == 401 || head.status() == 403)) {
                return refuse(head, Attempt.Outcome.REJECTED, "refused the gateway's own credentials");
            }
            return read(passage, order, deadline, head, begun);
        });
    }

    private static Future<Taken> refuse(UpstreamAnswer head, Attempt.Outcome outcome, String detail) {
        head.cancel();
        return Future.failedFuture(new AttemptFailure(outcome, head.status(), detail));
    }

    private Future<Taken> read(Passage passage, Order order, Deadline deadline, UpstreamAnswer head, long begun) {
        Promise<Taken> taken = Promise.promise();
        deadline.over().onSuccess(over -> {
            Attempt.Outcome outcome = deadline.expired() ? Attempt.Outcome.TIMEOUT : Attempt.Outcome.CANCELLED;
            if (taken.tryFail(new AttemptFailure(outcome, head.status(), "the answer did not end in time"))) {
                head.cancel();
            }
        });
        head.body().exceptionHandler(cause -> taken.tryFail(AttemptFailure.of(cause, head.status())));
        if (head.status() < 200 || head.status() >= 300) {
            rejected(head, taken);
        } else {
            boolean stream = isStream(head);
            boolean flows = stream && order.course() != HoldBack.Course.WHOLE;
            AnswerReader reader = passage.surface().answerReader(stream, !flows || order.watched());
            if (flows) {
                AnswerReader opening =
                        order.watched() ? reader : passage.surface().answerReader(true);
                begin(head, reader, opening, order.course(), begun, taken);
            } else {
                whole(head, reader, stream, taken);
            }
        }
        head.body().resume();
        return taken.future();
    }

    private static boolean isStream(UpstreamAnswer head) {
        String type = head.headers().get("content-type");
        return type != null && type.regionMatches(true, 0, "text/event-stream", 0, 17);
    }

    private void rejected(UpstreamAnswer head, Promise<Taken> taken) {
        Buffer body = Buffer.buffer();
        head.body().handler(chunk -> {
            body.appendBuffer(chunk);
            limit(head, body.length(), taken);
        });
        head.body().endHandler(end -> taken.tryComplete(new Taken.Rejected(head, body)));
    }

    private void whole(UpstreamAnswer head, AnswerReader reader, boolean stream, Promise<Taken> taken) {
        long[] first = {0};
        Buffer body = Buffer.buffer();
        head.body().handler(chunk -> {
            first[0] = body.length() == 0 ? System.nanoTime() : first[0];
            body.appendBuffer(chunk);
            limit(head, body.length(), taken);
            feed(head, reader, chunk, taken);
        });
        head.body().endHandler(end -> {
            if (taken.future().isComplete()) {
                return;
            }
            try {
                taken.tryComplete(new Taken.Whole(head, reader.finish(), first[0]));
            } catch (UnreadableAnswer e) {
                boolean told = !stream && e.code().equals(UnreadableAnswer.UPSTREAM_ERROR);
                if (told) {
                    // an error object with a status of success: the target's own words, for the caller to read
                    taken.tryComplete(new Taken.Rejected(head, body));
                } else {
                    taken.tryFail(AttemptFailure.of(e, head.status()));
                }
            }
        });
    }

    /**
     * Waits until some of the answer has come, since a stream that breaks off or tells of an error before that can still be asked of another
     * target.
     *
     * @param opening reads the beginning, since {@code reader} may keep nothing
     */
    private static void begin(
            UpstreamAnswer head,
            AnswerReader reader,
            AnswerReader opening,
            HoldBack.Course course,
            long begun,
            Promise<Taken> taken) {
        long[] first = {0};
        Buffer come = Buffer.buffer();
        head.body().endHandler(end -> {
            // an answer without any content, such as one that was filtered at once
            try {
                taken.tryComplete(new Taken.Whole(head, opening.finish(), first[0]));
            } catch (UnreadableAnswer e) {
                taken.tryFail(AttemptFailure.of(e, head.status()));
            }
        });
        head.body().handler(chunk -> {
            first[0] = come.length() == 0 ? System.nanoTime() : first[0];
            come.appendBuffer(chunk);
            feed(head, opening, chunk, taken);
            if (opening != reader) {
                feed(head, reader, chunk, taken);
            }
            if (opening.begun() && !taken.future().isComplete()) {
                head.body().pause();
                taken.tryComplete(new Taken.Flowing(head, course, come, reader, begun, first[0]));
            }
        });
    }

    private static void feed(UpstreamAnswer head, AnswerReader reader, Buffer chunk, Promise<Taken> promise) {
        if (promise.future().isComplete()) {
            return;
        }
        try {
            reader.feed(chunk.getBytes());
        } catch (UnreadableAnswer e) {
            head.cancel();
            promise.tryFail(AttemptFailure.of(e, head.status()));
        }
    }

    private void limit(UpstreamAnswer head, int length, Promise<Taken> promise) {
        if (length > answerLimitBytes && !promise.future().isComplete()) {
            head.cancel();
            promise.tryFail(new AttemptFailure(
                    Attempt.Outcome.INVALID, head.status(), "answered with more than " + answerLimitBytes + " bytes"));
        }
    }

    private static Attempt.Outcome outcome(Taken taken) {
        return taken instanceof Taken.Rejected ? Attempt.Outcome.REJECTED : Attempt.Outcome.ANSWERED;
    }

    static Attempt tried(Route.Stop stop, Attempt.Outcome outcome, int status, long begunNanos, String detail) {
        return Attempt.of(stop.target().name(), outcome, status, (System.nanoTime() - begunNanos) / 1_000_000, detail);
    }

    private static Failure failureOf(Route.Stop stop, AttemptFailure failure) {
        String target = "the target `" + stop.target().name() + "` ";
        return switch (failure.outcome()) {
            case TIMEOUT -> Failure.ofTarget(504, "upstream_timeout", target + "did not answer in time");
            case UNREACHABLE -> Failure.ofTarget(502, "upstream_unreachable", target + "could not be reached");
            case CUT -> Failure.ofTarget(502, "upstream_cut", target + "broke off its answer");
            case ERROR -> Failure.ofTarget(502, "upstream_error", target + failure.detail());
            case REJECTED -> Failure.ofTarget(502, "upstream_credentials", target + failure.detail());
            default ->
                Failure.ofTarget(
                        502, "upstream_invalid", target + "gave an answer that cannot be read: " + failure.detail());
        };
    }
}
