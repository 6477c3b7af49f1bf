package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.model.Attempt.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedTargetTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final String BODY = "{}";

    private final Caller caller = new Caller();
    private final TestClock clock = new TestClock();
    private final Scripted model = new Scripted();

    @AfterEach
    void close() {
        caller.close();
    }

    private GuardedTarget guarded(Target target, int concurrency, int queue, Duration queueTime) {
        Guard.Trip trip = new Guard.Trip(50, 4, 2, PAUSE);
        return new GuardedTarget(target, new Guard(concurrency, queue, queueTime, Optional.of(trip), true), clock);
    }

    private GuardedTarget guarded() {
        return guarded(model, 10, 10, LONG);
    }

    private UpstreamAnswer head(Target target) {
        return caller.head(target, Caller.chat(BODY));
    }

    private void ended(UpstreamAnswer answer, Outcome outcome) {
        caller.await(() -> {
            answer.ended(outcome);
            answer.cancel();
            return Future.succeededFuture();
        });
    }

    private UpstreamFailure failure(Target target) {
        return caller.failure(target, Caller.chat(BODY));
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"ERROR", "UNREACHABLE", "TIMEOUT", "CUT", "INVALID"})
    void leftAlone_whenAttemptsFailBeforeTheHead(Outcome outcome) {
        GuardedTarget target = guarded();
        model.fail(new UpstreamFailure(outcome, "broken"));
        assertThat(failure(target).outcome()).isEqualTo(outcome);
        assertThat(target.readiness()).isEqualTo(Readiness.READY);
        assertThat(failure(target).outcome()).isEqualTo(outcome);

        UpstreamFailure shed = failure(target);

        assertThat(shed.outcome()).isEqualTo(Outcome.SHED);
        assertThat(shed.retryAfter()).isEqualTo(PAUSE);
        assertThat(model.asked()).isEqualTo(2);
        assertThat(target.readiness()).isEqualTo(Readiness.OUT);
        assertThat(target.load().available()).isFalse();
        assertThat(target.load().shed()).isEqualTo(1);
        assertThat(target.load().inFlight()).isZero();
    }

    @Test
    void answersAgain_whenItsProbeSucceeds() {
        GuardedTarget target = guarded();
        model.fail(new UpstreamFailure(Outcome.UNREACHABLE, "down"));
        failure(target);
        failure(target);
        model.answer(200, BODY);
        clock.pass(PAUSE.plusMillis(1));
        assertThat(target.readiness()).isEqualTo(Readiness.READY);
        UpstreamAnswer probe = head(target);

        assertThat(target.readiness()).isEqualTo(Readiness.OUT);
        assertThat(failure(target).outcome()).isEqualTo(Outcome.SHED);
        caller.body(probe);
        await().until(() -> target.load().available());

        assertThat(caller.ask(target, BODY).text()).isEqualTo(BODY);
    }

    @Test
    void receiverKnowsBest_whenAWholeAnswerCannotBeRead() {
        GuardedTarget target = guarded();
        model.answer(200, "no JSON");
        for (int i = 0; i < 2; i++) {
            caller.await(() -> target.send(Caller.chat(BODY))
                    .compose(answer -> Caller.collect(answer).onSuccess(read -> answer.ended(Outcome.INVALID))));
        }

        assertThat(target.readiness()).isEqualTo(Readiness.OUT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"ANSWERED", "REJECTED", "REFUSED", "EVASIVE", "CANCELLED", "SHED", "RATE_LIMITED"})
    void staysReady_whenTheOutcomeIsNoFailureOfIts(Outcome outcome) {
        GuardedTarget target = guarded();
        model.answer(200, BODY);
        for (int i = 0; i < 6; i++) {
            ended(head(target), outcome);
        }

        assertThat(target.readiness()).isEqualTo(Readiness.READY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void statusCounts_whenNobodySaysMore(boolean read) {
        GuardedTarget target = guarded();
        model.answer(503, BODY);
        for (int i = 0; i < 2; i++) {
            UpstreamAnswer answer = head(target);
            if (read) {
                caller.body(answer);
            } else {
                caller.await(() -> {
                    answer.cancel();
                    return Future.succeededFuture();
                });
            }
        }

        await().until(() -> target.readiness() == Readiness.OUT);
    }

    @Test
    void requestIsToBlame_whenItCannotBeSent() {
        GuardedTarget target = guarded();
        model.fail(UpstreamFailure.ofRequest("a header of the request cannot be sent"));
        for (int i = 0; i < 6; i++) {
            assertThat(failure(target).outcome()).isEqualTo(Outcome.INVALID);
        }

        assertThat(target.readiness()).isEqualTo(Readiness.READY);
    }

    @Test
    void cools_whenItAsksForAPause() throws IOException {
        String limited = "HTTP/1.1 429 Too Many\r\nretry-after: 7\r\ncontent-length: 2\r\n\r\n{}";
        try (LyingServer server = new LyingServer(connection -> {
            while (connection.read() != null) {
                connection.write(limited);
            }
        })) {
            GuardedTarget target = guarded(http(server.url()), 4, 4, LONG);
            for (int i = 0; i < 4; i++) {
                assertThat(caller.ask(target, BODY).status()).isEqualTo(429);
            }

            assertThat(target.readiness()).isEqualTo(Readiness.COOLING);
            assertThat(target.load().available()).isTrue();
            clock.pass(Duration.ofSeconds(6));
            assertThat(target.readiness()).isEqualTo(Readiness.COOLING);
            clock.pass(Duration.ofSeconds(2));
            assertThat(target.readiness()).isEqualTo(Readiness.READY);
        }
    }

    @Test
    void coolsForNobody_whenEveryCallerHasAKeyOfItsOwn() throws IOException {
        String limited = "HTTP/1.1 429 Too Many\r\nretry-after: 7\r\ncontent-length: 2\r\n\r\n{}";
        try (LyingServer server = new LyingServer(connection -> {
            connection.read();
            connection.write(limited);
        })) {
            GuardedTarget target =
                    new GuardedTarget(http(server.url()), new Guard(4, 4, LONG, Optional.empty(), false), clock);
            assertThat(caller.ask(target, BODY).status()).isEqualTo(429);

            assertThat(target.readiness()).isEqualTo(Readiness.READY);
        }
    }

    @Test
    void leftAlone_whenItsAnswersAreCut() throws IOException {
        String cut = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
        try (LyingServer server = new LyingServer(connection -> {
            connection.read();
            connection.write(cut);
        })) {
            GuardedTarget target = guarded(http(server.url()), 4, 4, LONG);
            assertThat(failure(target).outcome()).isEqualTo(Outcome.CUT);
            assertThat(failure(target).outcome()).isEqualTo(Outcome.CUT);

            assertThat(failure(target).outcome()).isEqualTo(Outcome.SHED);
            assertThat(target.load().inFlight()).isZero();
        }
    }

    @Test
    void placeIsHeld_untilTheLastByteOrTheCancellation() {
        GuardedTarget target = guarded(model, 2, 1, LONG);
        model.answer(200, BODY);
        UpstreamAnswer read = head(target);
        UpstreamAnswer dropped = head(target);
        assertThat(target.load().inFlight()).isEqualTo(2);
        assertThat(target.load().share()).isEqualTo(1.0);

        caller.body(read);
        assertThat(target.load().inFlight()).isEqualTo(1);
        ended(dropped, Outcome.CANCELLED);

        assertThat(target.load().inFlight()).isZero();
    }

    @Test
    void shed_whenTheQueueIsFullOrTheWaitTooLong() {
        GuardedTarget target = guarded(model, 1, 1, Duration.ofMillis(30));
        model.answer(200, BODY);
        head(target);
        Promise<UpstreamAnswer> waiting = Promise.promise();
        caller.context().runOnContext(turn -> target.send(Caller.chat(BODY)).onComplete(waiting::handle));

        UpstreamFailure full = failure(target);
        assertThat(full.outcome()).isEqualTo(Outcome.SHED);
        assertThat(full.detail()).contains("1 places are taken and 1 exchanges wait");
        await().until(() -> waiting.future().failed());

        UpstreamFailure late = (UpstreamFailure) waiting.future().cause();
        assertThat(late.outcome()).isEqualTo(Outcome.SHED);
        assertThat(late.detail()).contains("within 30 ms");
        assertThat(target.shed()).isEqualTo(2);
        assertThat(target.readiness()).isEqualTo(Readiness.READY);
    }

    @Test
    void cancelled_whenTheCallerLeavesTheQueue() {
        GuardedTarget target = guarded(model, 1, 1, LONG);
        model.answer(200, BODY);
        head(target);
        Promise<Void> gone = Promise.promise();
        Promise<UpstreamAnswer> waiting = Promise.promise();
        caller.context().runOnContext(turn -> target.send(Caller.chat(BODY), gone.future())
                .onComplete(waiting::handle));
        caller.context().runOnContext(turn -> gone.complete());

        await().until(() -> waiting.future().failed());
        assertThat(((UpstreamFailure) waiting.future().cause()).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(target.load().queued()).isZero();
        assertThat(model.asked()).isEqualTo(1);
    }

    @Test
    void targetIsNotAsked_whenTheCallerHasLeftAlready() {
        GuardedTarget target = guarded(model, 1, 1, LONG);
        model.answer(200, BODY);
        Promise<UpstreamAnswer> answer = Promise.promise();
        caller.context().runOnContext(turn -> target.send(Caller.chat(BODY), Future.succeededFuture())
                .onComplete(answer::handle));

        await().until(() -> answer.future().isComplete());
        assertThat(((UpstreamFailure) answer.future().cause()).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(model.asked()).isZero();
        assertThat(target.load().inFlight()).isZero();
    }

    @Test
    void exchangesWaitForOneAnother_whenThePlacesAreTaken() throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving(BODY))) {
            GuardedTarget target = guarded(http(server.url()), 2, 20, LONG);
            List<Future<Caller.Reply>> replies = IntStream.range(0, 20)
                    .mapToObj(i -> {
                        Promise<Caller.Reply> reply = Promise.promise();
                        caller.context().runOnContext(ignored -> target.send(Caller.chat(BODY))
                                .compose(Caller::collect)
                                .onComplete(reply::handle));
                        return reply.future();
                    })
                    .toList();
            for (Future<Caller.Reply> reply : replies) {
                assertThat(Caller.result(reply).text()).isEqualTo(BODY);
            }
            assertThat(server.accepted()).isBetween(1, 2);
        }
    }

    private HttpTarget http(URI url) {
        return new HttpTarget(caller.vertx(), HttpTargets.patient(url));
    }

    /** A model that does what the test last said. */
    private static final class Scripted implements Target {
        private final List<UpstreamRequest> requests = new CopyOnWriteArrayList<>();
        private volatile UpstreamFailure failure;
        private volatile int status;
        private volatile String body;

        void fail(UpstreamFailure with) {
            failure = with;
        }

        void answer(int with, String text) {
            failure = null;
            status = with;
            body = text;
        }

        int asked() {
            return requests.size();
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Future<UpstreamAnswer> send(UpstreamRequest request) {
            requests.add(request);
            if (failure != null) {
                return Future.failedFuture(failure);
            }
            Iterator<Buffer> chunks = List.of(Buffer.buffer(body)).iterator();
            return Future.succeededFuture(
                    EmbeddedAnswer.chunked(EventLoops.current(), status, EmbeddedAnswer.JSON, chunks, Duration.ZERO));
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
