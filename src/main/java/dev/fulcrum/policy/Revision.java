package dev.fulcrum.policy;

import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Problem;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Switches;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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

    /** What rules of the failure phase may do about a failure, for one application. */
    public enum Interest {
        /** Nothing: no rule that is switched on is about it. */
        NONE,
        /** To leave a record: they need not be asked before the exchange goes on. */
        WATCH,
        /** To ask the route's next target, if there is one. */
        NEXT,
        /** To change how the exchange goes on in any route. */
        ACT
    }

    /** Sets of rules that are off, of which there are few: one, or one for each of some applications. */
    private static final int MOST_ACTIVE = 64;

    /** What rules that are left read. */
    private record Active(Map<Phase, Inspection> inspections, Inspection growing) {}

    private final RuleHealth health = new RuleHealth(System::nanoTime);
    private final Standings standings;
    private final ConcurrentMap<Set<String>, Active> active = new ConcurrentHashMap<>();
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
        this.standings = new Standings(phases.get(Phase.RESPONSE), phases.get(Phase.FAILURE));
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

    /** Finds in parts what those rules of a phase read that are not off. */
    public Inspection inspection(Phase phase, Set<String> off) {
        return off.isEmpty() ? inspection(phase) : active(off).inspections().get(phase);
    }

    private Active active(Set<String> off) {
        Active known = active.get(off);
        if (known != null) {
            return known;
        }
        if (active.size() >= MOST_ACTIVE) {
            active.clear();
        }
        return active.computeIfAbsent(Set.copyOf(off), this::narrowed);
    }

    private Active narrowed(Set<String> off) {
        Map<Phase, Inspection> inspections = new EnumMap<>(Phase.class);
        phases.forEach(
                (phase, rules) -> inspections.put(phase, rules.inspection().narrowed(rules.kindsWithout(off))));
        PhaseRules response = phases.get(Phase.RESPONSE);
        return new Active(inspections, response.growth().inspection().narrowed(response.kindsWithout(off)));
    }

    /** Ids of the rules of a phase that read one of these kinds, in their order. */
    public List<String> readers(Phase phase, Set<String> kinds) {
        return phases.get(phase).kinds().entrySet().stream()
                .filter(rule -> !Collections.disjoint(rule.getValue(), kinds))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The kinds of findings that a rule reads. */
    public Set<String> kinds(String rule) {
        return Phase.ofRule(rule)
                .map(phases::get)
                .map(it -> it.kinds().get(rule))
                .orElse(Set.of());
    }

    /** Which rules break again and again, and are out of evaluation. */
    RuleHealth health() {
        return health;
    }

    /** Ids of the rules that are out of evaluation because they broke again and again. */
    public List<String> takenOut() {
        return health.out();
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

    /** Finds in growing parts what those rules read that are decided while an answer comes, and are not off. */
    public Inspection.Growing growing(Set<String> off) {
        PhaseRules rules = phases.get(Phase.RESPONSE);
        return (off.isEmpty() ? rules.growth().inspection() : active(off).growing()).growingInTime();
    }

    /** How the rules stand for an application at a moment. */
    public Standing standing(Switches switches, String app, Instant now) {
        return standings.of(switches, app, now);
    }

    /** Whether a decision of the request phase marks the prompt as one that a model ought to refuse: nothing goes round a refusal of it then. */
    public boolean marksRefusable(Decision decision) {
        return decision.phase() == Phase.REQUEST && decision.marksRefusable(source.register());
    }
}
