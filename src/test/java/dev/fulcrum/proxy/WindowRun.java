package dev.fulcrum.proxy;

import dev.fulcrum.gateway.StreamedApi;
import dev.fulcrum.model.AnswerClass;
import dev.fulcrum.model.AnswerOpening;
import dev.fulcrum.model.PolicyNotice;
import dev.fulcrum.model.Switches;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.Proposed;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.policy.Watchdog;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.surface.SurfaceRequest;
import dev.fulcrum.surface.Surfaces;
import dev.fulcrum.surface.UnreadableRequest;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.Target;
import dev.fulcrum.upstream.UpstreamAnswer;
import dev.fulcrum.upstream.UpstreamRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One streamed answer on its way through a route of windows, without HTTP and without a ledger. */
final class WindowRun {
    private static final Vertx VERTX = Vertx.vertx();
    private static final PolicyEngine ENGINE = new PolicyEngine(new Watchdog(Duration.ofSeconds(10)), 1000);
    private static final Revision REVISION = WindowRules.revision(ENGINE);
    private static final Instant AT = Instant.parse("2026-11-23T00:00:00Z");
    private static final Judge JUDGE = new Judge(
            ENGINE,
            new Lookout(new Gauges(new SimpleMeterRegistry())),
            new Surroundings(at -> List.of(), List::of, app -> List.of()),
            text -> new AnswerClass(AnswerClass.Compliance.FULL, 0, 0));

    private final Random random;
    private final Surface surface;
    private final Switches switches;
    private final ByteArrayOutputStream released = new ByteArrayOutputStream();
    private Promise<Void> waiting = Promise.promise();
    private int records;

    /**
     * What became of it.
     *
     * @param passage knows what was seen and decided
     * @param verdict the rule that stopped it
     * @param released before it was stopped, or all of it
     * @param rest what the caller gets after that
     * @param stoppedAt how many characters had gone out when it was stopped
     */
    @SuppressWarnings("ArrayRecordComponent")
    record End(Passage passage, Optional<Proposed> verdict, byte[] released, byte[] rest, int stoppedAt) {}

    /** The decision about an answer that is known to its end. */
    record Whole(Passage passage, WholeAnswer answer, Decision decision) {}

    WindowRun(Random random, StreamedApi api, Switches switches) {
        this.random = random;
        this.surface = surface(api);
        this.switches = switches;
    }

    static Revision.Reach reach(Switches switches) {
        return REVISION.standing(switches, "app", AT).reach();
    }

    private static Surface surface(StreamedApi api) {
        return Surfaces.all(32).stream()
                .filter(it -> it.id().equals(api.id()))
                .findFirst()
                .orElseThrow();
    }

    Whole whole(byte[] stream) {
        Passage passage = new Passage("whole", surface, AT);
        Admitted admitted = admitted(passage, 1);
        var reader = surface.answerReader(true);
        reader.feed(stream);
        WholeAnswer answer = reader.finish();
        return new Whole(
                passage, answer, JUDGE.answer(passage, admitted, answer).result());
    }

    private Admitted admitted(Passage passage, int window) {
        String body = "{\"model\":\"m\",\"stream\":true,\"max_tokens\":9,\"prompt\":\"hi\",\"input\":\"hi\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        try {
            SurfaceRequest request = surface.read(body.getBytes(StandardCharsets.UTF_8));
            passage.calledBy("app");
            passage.begin(passage.exchange(), REVISION, switches);
            HoldBack holdBack = new HoldBack(HoldBack.Way.WINDOW, window);
            Route route =
                    new Route("r", Set.of(), List.of(), List.of(), true, false, holdBack, Duration.ofMinutes(5), 1);
            return new Admitted(null, request, route, REVISION);
        } catch (UnreadableRequest e) {
            throw new AssertionError(e);
        }
    }

    End windows(List<Buffer> chunks, int window) {
        Passage passage = new Passage("windows", surface, AT);
        Admitted admitted = admitted(passage, window);
        Deadline deadline = new Deadline((time, ring) -> () -> {}, passage, Duration.ofMinutes(5), 0);
        Drip drip = new Drip(chunks);
        Withholding withholding = new Withholding((text, complete) -> AnswerOpening.ANSWERS);
        Routes routes = new Routes(List.of(), Map.of());
        Future<Taken> taken = new Dispatch(VERTX, Clock.systemUTC(), routes, JUDGE, withholding)
                .ask(passage, admitted, order(drip), deadline);
        flow(drip, taken);
        if (taken.result() instanceof Taken.Whole whole) {
            deadline.lift();
            return judged(passage, admitted, whole.answer(), whole.answer().original());
        }
        Taken.Flowing flowing = (Taken.Flowing) taken.result();
        Future<GrowingAnswer.Ending> ending = new GrowingAnswer(
                        passage,
                        flowing,
                        JUDGE.growing(passage, admitted, false),
                        new Windows(window),
                        outlet(),
                        1 << 20)
                .read(deadline);
        flow(drip, ending);
        deadline.lift();
        return end(passage, admitted, flowing, ending.result());
    }

    private Dispatch.Order order(Drip drip) {
        Route.Stop stop = new Route.Stop(new Dripping(drip), Optional.empty(), false, Set.of());
        MultiMap none = MultiMap.caseInsensitiveMultiMap();
        return new Dispatch.Order(
                List.of(stop),
                "/",
                none,
                none,
                (model, more) -> new byte[0],
                new Call.Reading(surface, HoldBack.Course.WINDOWS, true, false, false, 1 << 20),
                new Remedies(Revision.Interest.NONE, Revision.Interest.NONE));
    }

    private void flow(Drip drip, Future<?> until) {
        while (!until.isComplete()) {
            if (!drip.next()) {
                Promise<Void> done = waiting;
                waiting = Promise.promise();
                if (!done.tryComplete()) {
                    throw new AssertionError("the stream stands still");
                }
            }
        }
        if (until.failed()) {
            throw new AssertionError("the exchange failed", until.cause());
        }
    }

    /** Sometimes the caller is slow, and sometimes the ledger. */
    private GrowingAnswer.Outlet outlet() {
        return new GrowingAnswer.Outlet() {
            @Override
            public Future<Void> send(byte[] bytes) {
                released.writeBytes(bytes);
                return random.nextInt(4) == 0 ? waiting.future() : Future.succeededFuture();
            }

            @Override
            public Future<Void> record() {
                records++;
                return random.nextBoolean() ? waiting.future() : Future.succeededFuture();
            }
        };
    }

    /** As the path of streams ends it. */
    private End end(Passage passage, Admitted admitted, Taken.Flowing flowing, GrowingAnswer.Ending ending) {
        Optional<Proposed> verdict;
        byte[] rest;
        if (ending instanceof GrowingAnswer.Stopped stopped) {
            verdict = Optional.of(stopped.verdict());
            rest = new byte[0];
        } else {
            WholeAnswer answer = ((GrowingAnswer.Finished) ending).answer();
            Decision decision = JUDGE.answer(passage, admitted, answer).result();
            verdict = decision.verdict();
            rest = verdict.isPresent()
                    ? new byte[0]
                    : GrowingAnswer.rest(flowing.reader(), Redactions.merge(decision.redactions()));
        }
        int stoppedAt = flowing.reader().releasedCharacters();
        if (verdict.isPresent()) {
            PolicyNotice notice = Release.notice(passage, verdict.get().rule());
            rest = surface.blockedRest(admitted.request(), flowing.reader(), "No.", notice);
        } else {
            released.writeBytes(rest);
            rest = new byte[0];
        }
        return new End(passage, verdict, released.toByteArray(), rest, stoppedAt);
    }

    private End judged(Passage passage, Admitted admitted, WholeAnswer answer, byte[] body) {
        Decision decision = JUDGE.answer(passage, admitted, answer).result();
        boolean blocked = decision.verdict().isPresent();
        byte[] edited = blocked ? new byte[0] : answer.edited(Redactions.merge(decision.redactions()));
        return new End(passage, decision.verdict(), body.length == 0 ? body : edited, new byte[0], 0);
    }

    /** How often rules were put on record before their redactions went out. */
    int records() {
        return records;
    }

    private record Dripping(Drip drip) implements Target {
        @Override
        public String name() {
            return "drip";
        }

        @Override
        public Future<UpstreamAnswer> send(UpstreamRequest request) {
            return Future.succeededFuture(drip);
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
