package dev.fulcrum.proxy;

import dev.fulcrum.model.ExternalFindings;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.JoinedFindings;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.policy.Revision;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for what rules read in parts: here, and by services outside at the same time. */
final class Lookout {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    /** Longer texts are searched on a worker thread, since searching them would hold up an event loop. */
    private static final int LONG_TEXT_CHARACTERS = 32 * 1024;

    /** So do rules over many parts, since a rule may look at pairs of them. */
    private static final int MANY_PARTS = 256;

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Gauges gauges;
    private final ConcurrentMap<String, Long> told = new ConcurrentHashMap<>();

    Lookout(Gauges gauges) {
        this.gauges = gauges;
    }

    /**
     * What was seen, and which rules do not know what they would have to.
     *
     * @param errors of services whose failure counts, one for each rule that reads what they would have seen
     * @param nanos that it took, the wait for services outside included
     */
    record Observed(List<Finding> findings, List<PolicyError> errors, long nanos) {}

    /** What was found here, while services outside may still be asked. */
    private record Begun(ExternalFindings seen, CompletionStage<ExternalFindings> outside) {}

    /**
     * Looks at parts for the rules of a phase.
     *
     * @param off ids of rules for which nothing is looked for
     */
    Future<Observed> look(Revision revision, Phase phase, List<Part> parts, Set<String> off) {
        Inspection inspection = revision.inspection(phase, off);
        if (!inspection.asksOutside()) {
            return onLoopOrWorker(parts, () -> here(revision, phase, inspection, parts, off));
        }
        long begun = System.nanoTime();
        return onLoopOrWorker(parts, () -> begin(inspection, parts))
                .compose(here -> onContext(here.outside()).map(outside -> {
                    List<Finding> findings = JoinedFindings.of(here.seen().findings(), outside.findings());
                    List<PolicyError> errors =
                            new ArrayList<>(errors(revision, phase, here.seen().failures(), off));
                    errors.addAll(errors(revision, phase, outside.failures(), off));
                    return new Observed(findings, errors, System.nanoTime() - begun);
                }));
    }

    private Observed here(Revision revision, Phase phase, Inspection inspection, List<Part> parts, Set<String> off) {
        long begun = System.nanoTime();
        ExternalFindings seen = inspection.inspectInTime(parts);
        List<PolicyError> errors =
                seen.failures().isEmpty() ? List.of() : errors(revision, phase, seen.failures(), off);
        return new Observed(seen.findings(), errors, System.nanoTime() - begun);
    }

    private static Begun begin(Inspection inspection, List<Part> parts) {
        CompletionStage<ExternalFindings> outside = inspection.inspectExternally(parts);
        return new Begun(inspection.inspectInTime(parts), outside);
    }

    /** One error for each rule that reads what was not seen, where that counts. */
    List<PolicyError> errors(Revision revision, Phase phase, List<ExternalFindings.Failure> failures, Set<String> off) {
        List<PolicyError> errors = new ArrayList<>();
        for (ExternalFindings.Failure failure : failures) {
            tell(failure);
            if (failure.counts()) {
                revision.readers(phase, failure.kinds()).stream()
                        .filter(rule -> !off.contains(rule))
                        .map(rule -> new PolicyError(
                                rule, phase, "detector " + failure.detector() + ": " + failure.message()))
                        .forEach(errors::add);
            }
        }
        return errors;
    }

    /** Counts every failure, but logs those of one service only now and then: it may fail for every exchange. */
    private void tell(ExternalFindings.Failure failure) {
        gauges.detectorFailed(failure.detector());
        long now = System.nanoTime();
        Long last = told.get(failure.detector());
        if (last == null || now - last > QUIET_NANOS) {
            told.put(failure.detector(), now);
            LOG.warn("detector {} saw nothing: {}", failure.detector(), failure.message());
        }
    }

    private static Future<ExternalFindings> onContext(CompletionStage<ExternalFindings> stage) {
        Context context = Vertx.currentContext();
        return context == null ? Future.fromCompletionStage(stage) : Future.fromCompletionStage(stage, context);
    }

    /** Does some work about parts, on a worker thread if they are long or many. */
    static <T> Future<T> onLoopOrWorker(List<Part> parts, Callable<T> work) {
        long characters = 0;
        for (int i = 0; i < parts.size(); i++) {
            characters += parts.get(i).text().length();
        }
        Context context = Vertx.currentContext();
        if ((characters > LONG_TEXT_CHARACTERS || parts.size() > MANY_PARTS) && context != null) {
            return context.executeBlocking(work, false);
        }
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
