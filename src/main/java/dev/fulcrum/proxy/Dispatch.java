package dev.fulcrum.proxy;

import dev.fulcrum.model.AnswerOpening;
import dev.fulcrum.model.Attempt;
import dev.fulcrum.surface.WholeAnswer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a route's targets until one answers, by the rules of the failure phase. */
final class Dispatch {
    private final Vertx vertx;
    private final InstantSource clock;
    private final Routes routes;
    private final Judge judge;
    private final Withholding withholding;

    Dispatch(Vertx vertx, InstantSource clock, Routes routes, Judge judge, Withholding withholding) {
        this.vertx = vertx;
        this.clock = clock;
        this.routes = routes;
        this.judge = judge;
        this.withholding = withholding;
    }

    /** The request for a target. */
    @FunctionalInterface
    interface Bodies {
        /**
         * The body for a target.
         *
         * @param model that the target is asked for; the requested one when empty
         * @param more instructions besides those of the request phase
         */
        byte[] of(Optional<String> model, List<String> more);
    }

    /**
     * What to ask.
     *
     * @param stops targets in the order in which they are tried
     * @param path of the surface
     * @param reading how an answer is read
     * @param remedies whether rules are asked about failures, and about answers that withhold
     */
    record Order(
            List<Route.Stop> stops,
            String path,
            MultiMap headers,
            MultiMap credentials,
            Bodies body,
            Call.Reading reading,
            Remedies remedies) {}

    /** The first answer that can be used, or what a rule decides; fails with a {@link Failure}. Every try is noted in the passage. */
    Future<Taken> ask(Passage passage, Admitted admitted, Order order, Deadline deadline) {
        Tries tries = new Tries(order.stops(), admitted.route().attempts());
        return new Pursuit(this, passage, admitted, order, deadline, tries).begin();
    }

    /**
     * Asks rules in shadow about a stream that has gone out, so that they leave the same record as if it had been held back.
     *
     * @param answer what it said
     */
    Future<Void> afterwards(Passage passage, Admitted admitted, Taken.Flowing flowing, WholeAnswer answer) {
        AnswerOpening opening = flowing.shadowed() ? withholding.of(answer) : AnswerOpening.ANSWERS;
        return switch (opening) {
            case ANSWERS, OPEN -> Future.succeededFuture();
            case REFUSES -> afterwards(passage, admitted, Attempt.Outcome.REFUSED, answer);
            case EVADES -> afterwards(passage, admitted, Attempt.Outcome.EVASIVE, answer);
        };
    }

    private Future<Void> afterwards(Passage passage, Admitted admitted, Attempt.Outcome outcome, WholeAnswer answer) {
        List<Attempt> tries = new ArrayList<>(passage.attemptsSoFar(true));
        Attempt last = tries.remove(tries.size() - 1);
        tries.add(Attempt.of(last.target(), outcome, last.status(), last.millis(), last.detail())
                .among(last.number(), true, true));
        return judge.failure(passage, admitted, tries, Optional.of(answer))
                .onSuccess(judged -> passage.judgements()
                        .judged(judged.findings(), judged.decision().tooLate(), judged.nanos()))
                .mapEmpty();
    }

    InstantSource clock() {
        return clock;
    }

    Vertx vertx() {
        return vertx;
    }

    Routes routes() {
        return routes;
    }

    Judge judge() {
        return judge;
    }

    Withholding withholding() {
        return withholding;
    }
}
