package dev.fulcrum.policy;

import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Problem;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Switches;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bundle that compiled, passed the lint and passed its cases, ready to decide. Immutable, thread-safe. */
public final class Revision {

    /** How much of an answer the rules of the response phase have to see before it may be released, for one application. */
    public enum Reach {
        /** Nothing: no rule is switched on. */
        NONE,
        /** Nothing: rules watch, none may change the answer. */
        WATCH,
        /** What is released, and a little more: rules are decided while the answer comes. */
        WINDOW,
        /** All of it. */
        WHOLE
    }

    private final BundleSource source;
    private final Map<Phase, PhaseRules> phases;
    private final List<RuleContract> contracts;
    private final List<Problem> warnings;
    private final Instant builtAt;
    private final long buildMillis;

    Revision(
            BundleSource source,
            Map<Phase, PhaseRules> phases,
            List<Problem> warnings,
            Instant builtAt,
            long buildMillis) {
        this.source = source;
        this.phases = new EnumMap<>(phases);
        this.contracts = phases.values().stream()
                .flatMap(it -> it.contracts().values().stream())
                .sorted(Comparator.comparing(RuleContract::id))
                .toList();
        this.warnings = List.copyOf(warnings);
        this.builtAt = builtAt;
        this.buildMillis = buildMillis;
    }

    /** Content hash of the bundle. */
    public String id() {
        return source.revision();
    }

    public BundleSource source() {
        return source;
    }

    /** All rules by id. */
    public Collection<RuleContract> rules() {
        return contracts;
    }

    public Optional<RuleContract> rule(String id) {
        return Phase.ofRule(id).map(phases::get).map(it -> it.contracts().get(id));
    }

    /** What {@code check} would report although the bundle loads. */
    public List<Problem> warnings() {
        return warnings;
    }

    public Instant builtAt() {
        return builtAt;
    }

    public long buildMillis() {
        return buildMillis;
    }

    /** Finds in parts what the rules of a phase read. */
    public Inspection inspection(Phase phase) {
        return phases.get(phase).inspection();
    }

    PhaseRules rules(Phase phase) {
        return phases.get(phase);
    }

    /**
     * Whether some rule of a phase reads a type of fact; others need not be gathered.
     *
     * @param type simple name, such as {@code Desk}
     */
    public boolean reads(Phase phase, String type) {
        return phases.get(phase).reads(type);
    }

    /** Finds in growing parts what those rules read that are decided while an answer comes. */
    public Inspection.Growing growing() {
        return phases.get(Phase.RESPONSE).growing().growing();
    }

    /** How much of an answer an application's rules have to see at a moment. */
    public Reach reach(Switches switches, String app, Instant now) {
        PhaseRules rules = phases.get(Phase.RESPONSE);
        Reach reach = Reach.NONE;
        for (RuleContract rule : rules.contracts().values()) {
            if (rule.infers().isEmpty()) {
                Reach own = reach(
                        switches.of(rule.id(), app, now).mode(), rules.timings().get(rule.id()));
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
}
