package dev.fulcrum.policy;

import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Problem;
import dev.fulcrum.model.RuleCase;
import dev.fulcrum.model.RuleContract;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a bundle into a revision, or says all that keeps it from being one.
 *
 * <p>In order: the files are read, each rule is held to its contract, the rules are compiled, and every example is
 * played, which also warms the rules up. Takes a tenth of a second to seconds: never on an event loop. What the last bundle
 * has in common with this one is not compiled again. Thread-safe.
 */
public final class RevisionBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionBuilder.class);

    private final Inspection.Factory inspections;
    private final Detectable detectable;
    private final PolicyEngine engine;
    private final Names names;
    private final boolean casesDecide;
    private final Clock clock;
    private final Memory<Unit, RuleBase> bases = new Memory<>();

    /**
     * What rules may name besides risks.
     *
     * @param desks desks of the configuration
     * @param targets targets of the configuration
     * @param holding routes of the configuration that do not hold back whole answers
     */
    public record Names(Set<String> desks, Set<String> targets, Holding holding) {
        public Names {
            desks = Set.copyOf(desks);
            targets = Set.copyOf(targets);
        }
    }

    /**
     * Routes that do not hold back whole answers.
     *
     * @param windows those that hold back a window
     * @param none those that hold back nothing
     */
    public record Holding(Set<String> windows, Set<String> none) {
        public static final Holding WHOLE = new Holding(Set.of(), Set.of());

        public Holding {
            windows = Set.copyOf(windows);
            none = Set.copyOf(none);
        }
    }

    /** What detectors can find or tell, and what is wrong with a bundle's language files. */
    public interface Detectable {
        /** Kinds that need no language file. */
        Set<String> builtInKinds();

        /** Those of them of which an example cannot show anything, since services outside find them. */
        Set<String> outsideKinds();

        /**
         * What is wrong with the language files.
         *
         * @param kinds that rules read, and that have to be found therefore
         */
        List<Problem> problems(Lexicon lexicon, Set<String> kinds);

        /** Whether a text of the model turns the user away. */
        boolean turnsAway(String answer);
    }

    /**
     * @param casesDecide whether an example that fails refuses the bundle; otherwise it is a warning
     */
    public RevisionBuilder(
            Inspection.Factory inspections,
            Detectable detectable,
            PolicyEngine engine,
            Names names,
            boolean casesDecide,
            Clock clock) {
        this.inspections = inspections;
        this.detectable = detectable;
        this.engine = engine;
        this.names = names;
        this.casesDecide = casesDecide;
        this.clock = clock;
    }

    /** Builds, and never throws for what an author can write. */
    public Built build(BundleSource source) {
        Problems problems = new Problems();
        try {
            return build(source, problems);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            LOG.error("a bundle could not be built", e);
            problems.error(
                    "",
                    0,
                    "",
                    "the bundle cannot be built: " + DrlReader.firstLine(e.toString()),
                    "the log has the details");
            return refused(problems, List.of());
        }
    }

    private Built build(BundleSource source, Problems problems) {
        long begun = System.nanoTime();
        List<DrlFile> files = new DrlReader(problems).read(source.drl());
        Map<String, Reads> reads = new HashMap<>();
        Map<String, ReadRule> read = new HashMap<>();
        Map<String, RuleContract> contracts = lint(source, DrlFile.rules(files), reads, read, problems);
        Set<String> kinds =
                reads.values().stream().flatMap(own -> own.kinds().stream()).collect(Collectors.toSet());
        detectable.problems(source.lexicon(), kinds).forEach(problems::error);
        new CaseLint(contracts, detectable.outsideKinds(), problems).check(source.cases());
        if (!problems.none()) {
            return refused(problems, List.of());
        }
        Memory<Unit, RuleBase>.Use known = bases.use();
        PhaseBuilder builder = new PhaseBuilder(inspections, source.lexicon(), names.holding(), known, read, problems);
        Map<Phase, PhaseRules> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            builder.build(phase, files, contracts, reads).ifPresent(it -> phases.put(phase, it));
        }
        if (!problems.none()) {
            return refused(problems, List.of());
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        Revision revision = new Revision(source, phases, problems.warnings(), clock.instant(), millis);
        List<CaseResult> results = play(revision, source.cases(), problems);
        if (!problems.none()) {
            return refused(problems, results);
        }
        known.keep();
        return new Built(Optional.of(revision), List.of(), problems.warnings(), problems.notes(), results);
    }

    private static Built refused(Problems problems, List<CaseResult> results) {
        return new Built(Optional.empty(), problems.errors(), problems.warnings(), problems.notes(), results);
    }

    private Map<String, RuleContract> lint(
            BundleSource source,
            List<RuleText> texts,
            Map<String, Reads> reads,
            Map<String, ReadRule> read,
            Problems problems) {
        ContractLint contractLint = new ContractLint(source.register(), LocalDate.now(clock), problems);
        Map<String, RuleContract> contracts = new TreeMap<>();
        Set<String> inferred = new HashSet<>();
        for (RuleText text : texts) {
            guarded(text, problems, () -> contractLint.read(text).ifPresent(contract -> {
                contracts.put(contract.id(), contract);
                inferred.addAll(contract.infers());
            }));
        }
        Set<String> findable = new HashSet<>(detectable.builtInKinds());
        source.lexicon().entries().forEach(entry -> findable.add(entry.kind()));
        ConditionLint conditions = new ConditionLint(inferred, findable, problems);
        ConsequenceLint consequences = new ConsequenceLint(problems);
        WordLint words = new WordLint(names.targets(), problems);
        NameLint nameLint = new NameLint(names.desks(), names.targets(), problems);
        RuleReader reader = new RuleReader(problems);
        for (RuleText text : texts) {
            RuleContract contract = contracts.get(text.id());
            if (contract == null) {
                continue;
            }
            int before = problems.errors().size();
            guarded(text, problems, () -> {
                Reads own = new Reads();
                conditions.check(text, contract, own);
                reads.put(contract.id(), own);
                consequences.check(text, contract.phase(), !contract.infers().isEmpty());
                nameLint.check(text);
                words.check(text);
                if (problems.errors().size() == before) {
                    reader.read(text).ifPresent(rule -> read.put(rule.id(), rule));
                }
            });
        }
        return contracts;
    }

    /** Does something about one rule; what is thrown is a problem of this rule, and the others are looked at all the same. */
    private static void guarded(RuleText text, Problems problems, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            LOG.debug("rule {} cannot be read", text.id(), e);
            problems.error(
                    text.file(),
                    text.line(),
                    text.id(),
                    "cannot be read: " + DrlReader.firstLine(e.toString()),
                    "write it more plainly, and see docs/rules.md");
        }
    }

    private List<CaseResult> play(Revision revision, List<RuleCase> cases, Problems problems) {
        CaseRunner runner = new CaseRunner(engine, names.desks(), detectable::turnsAway, rounds(cases.size()));
        List<CaseResult> results = new ArrayList<>(cases.size());
        for (RuleCase example : cases) {
            CaseResult result = runner.run(revision, example);
            results.add(result);
            if (!result.passed()) {
                String what = "case `" + example.name() + "`: " + result.surprise();
                String mend = mend(revision, result);
                if (casesDecide) {
                    problems.error(example.file(), example.line(), example.rule(), what, mend);
                } else {
                    problems.warning(example.file(), example.line(), example.rule(), what, mend);
                }
            }
        }
        return results;
    }

    /** How often each example is evaluated: a hundred times, fewer where there are thousands. */
    private static int rounds(int cases) {
        return Math.max(3, Math.min(100, 35_000 / Math.max(1, cases)));
    }

    private String mend(Revision revision, CaseResult result) {
        String found =
                "the detectors found " + (result.kinds().isEmpty() ? "nothing" : String.join(", ", result.kinds()));
        Set<String> outside = new TreeSet<>(revision.kinds(result.example().rule()));
        outside.retainAll(detectable.outsideKinds());
        outside.removeAll(result.kinds());
        return outside.isEmpty()
                ? found
                : found + "; services outside are not asked about examples, so state " + String.join(", ", outside)
                        + " under `findings:`";
    }
}
