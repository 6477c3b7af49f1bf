package dev.fulcrum.policy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Switches;
import dev.fulcrum.policy.Revision.Interest;
import dev.fulcrum.policy.Revision.Reach;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Works out how a revision's rules stand, once for each application and each change of the switches.
 *
 * <p>What was worked out holds from the last lapse of a switch to the next one. Thread-safe.
 */
final class Standings {

    /** @param lapses the moment from which other switches count */
    private record Span(Switches switches, Instant from, Instant lapses, ConcurrentMap<String, Standing> byApp) {

        static Span around(Instant at, Switches switches) {
            Instant from = Instant.MIN;
            Instant lapses = Instant.MAX;
            for (List<Switch> layers : switches.layers().values()) {
                for (Switch layer : layers) {
                    Instant until = layer.until().orElse(Instant.MAX);
                    if (layer.inForce(at)) {
                        lapses = until.isBefore(lapses) ? until : lapses;
                    } else {
                        from = until.isAfter(from) ? until : from;
                    }
                }
            }
            return new Span(switches, from, lapses, new ConcurrentHashMap<>());
        }

        boolean holds(Switches inForce, Instant at) {
            return switches == inForce && !at.isBefore(from) && at.isBefore(lapses);
        }
    }

    private final PhaseRules response;
    private final PhaseRules failure;
    private volatile Span span = Span.around(Instant.EPOCH, Switches.NONE);

    Standings(PhaseRules response, PhaseRules failure) {
        this.response = response;
        this.failure = failure;
    }

    /** How the rules stand for an application at a moment. */
    Standing of(Switches switches, String app, Instant at) {
        Span known = span;
        if (!known.holds(switches, at)) {
            known = Span.around(at, switches);
            span = known;
        }
        Standing standing = known.byApp().get(app);
        return standing != null
                ? standing
                : known.byApp()
                        .computeIfAbsent(
                                app,
                                name -> new Standing(
                                        off(switches, name, at),
                                        reach(switches, name, at),
                                        interests(switches, name, at)));
    }

    private static Set<String> off(Switches switches, String app, Instant at) {
        Set<String> off = new HashSet<>();
        for (String rule : switches.layers().keySet()) {
            if (switches.of(rule, app, at).mode() == Switch.Mode.OFF) {
                off.add(rule);
            }
        }
        return off;
    }

    private Reach reach(Switches switches, String app, Instant at) {
        Reach reach = Reach.NONE;
        for (RuleContract rule : response.contracts().values()) {
            if (rule.infers().isEmpty()) {
                Reach own = reach(
                        switches.of(rule.id(), app, at).mode(),
                        response.growth().timings().get(rule.id()));
                reach = own.compareTo(reach) > 0 ? own : reach;
            }
        }
        return reach;
    }

    private static Reach reach(Switch.Mode mode, Timing timing) {
        return switch (mode) {
            case OFF -> Reach.NONE;
            case SHADOW -> Reach.WATCH;
            case ENFORCE ->
                switch (timing) {
                    case AFTERWARDS -> Reach.WATCH;
                    case WINDOW -> Reach.WINDOW;
                    case WHOLE -> Reach.WHOLE;
                };
        };
    }

    private Map<Attempt.Outcome, Interest> interests(Switches switches, String app, Instant at) {
        Map<Attempt.Outcome, Interest> interests = new EnumMap<>(Attempt.Outcome.class);
        failure.concerns().forEach((rule, concern) -> {
            Interest own = interest(switches.of(rule, app, at).mode(), concern);
            for (Attempt.Outcome outcome : concern.outcomes()) {
                interests.merge(outcome, own, (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        });
        return interests;
    }

    private static Interest interest(Switch.Mode mode, Concern concern) {
        return switch (mode) {
            case OFF -> Interest.NONE;
            case SHADOW -> Interest.WATCH;
            case ENFORCE -> concern.interest();
        };
    }
}
