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
import org.kie.api.KieBase;

/**
 * Turns a bundle into a revision, or says all that keeps it from being one.
 *
 * <p>In order: the files are read, each rule is held to its contract, the rules are compiled, and every example is
 * played, which also warms the rules up. Takes a tenth of a second to seconds: never on an event loop. Thread-safe.
 */
public final class RevisionBuilder {
    private final Inspection.Factory inspections;
    private final Detectable detectable;
    private final PolicyEngine engine;
    private final Names names;
    private final boolean casesDecide;
    private final Clock clock;

    /**
     * What rules may name besides risks.
     *
     * @param desks desks of the configuration
     * @param targets targets of the configuration
     */
    public record Names(Set<String> desks, Set<String> targets) {
        public Names {
            desks = Set.copyOf(desks);
            targets = Set.copyOf(targets);
        }
    }

    /** What detectors can find or tell, and what is wrong with a bundle's language files. */
    public interface Detectable {
        /** Kinds that need no language file. */
        Set<String> builtInKinds();

        /** What is wrong with the patterns of the language files. */
        List<Problem> problems(Lexicon lexicon);

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
        long begun = System.nanoTime();
        Problems problems = new Problems();
        detectable.problems(source.lexicon()).forEach(problems::error);
        List<RuleText> texts = new DrlReader(problems).read(source.drl());
        Map<Phase, Reads> reads = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            reads.put(phase, new Reads());
        }
        Map<String, RuleContract> contracts = lint(source, texts, reads, problems);
        lintCases(source, contracts, problems);
        if (!problems.none()) {
            return refused(problems, List.of());
        }
        Map<Phase, PhaseRules> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            compile(phase, source, texts, contracts, reads.get(phase), problems).ifPresent(it -> phases.put(phase, it));
        }
        if (!problems.none()) {
            return refused(problems, List.of());
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        Revision revision = new Revision(source, phases, problems.warnings(), clock.instant(), millis);
        List<CaseResult> results = play(revision, source.cases(), problems);
        return problems.none()
                ? new Built(Optional.of(revision), List.of(), problems.warnings(), results)
                : refused(problems, results);
    }

    private static Built refused(Problems problems, List<CaseResult> results) {
        return new Built(Optional.empty(), problems.errors(), problems.warnings(), results);
    }

    private Map<String, RuleContract> lint(
            BundleSource source, List<RuleText> texts, Map<Phase, Reads> reads, Problems problems) {
        ContractLint contractLint = new ContractLint(source.register(), LocalDate.now(clock), problems);
        Map<String, RuleContract> contracts = new TreeMap<>();
        Set<String> inferred = new HashSet<>();
        for (RuleText text : texts) {
            contractLint.read(text).ifPresent(contract -> {
                contracts.put(contract.id(), contract);
                inferred.addAll(contract.infers());
            });
        }
        Set<String> findable = new HashSet<>(detectable.builtInKinds());
        source.lexicon().entries().forEach(entry -> findable.add(entry.kind()));
        ConditionLint conditions = new ConditionLint(inferred, findable, problems);
        ConsequenceLint consequences = new ConsequenceLint(problems);
        NameLint nameLint = new NameLint(names.desks(), names.targets(), problems);
        for (RuleText text : texts) {
            RuleContract contract = contracts.get(text.id());
            if (contract != null) {
                conditions.check(text, contract, reads.get(contract.phase()));
                consequences.check(text, contract.phase(), !contract.infers().isEmpty());
                nameLint.check(text);
            }
        }
        return contracts;
    }

    private static void lintCases(BundleSource source, Map<String, RuleContract> contracts, Problems problems) {
        Set<String> firing = new HashSet<>();
        Set<String> silent = new HashSet<>();
        for (RuleCase example : source.cases()) {
            RuleContract contract = contracts.get(example.rule());
            if (contract == null) {
                problems.error(
                        example.file(),
                        example.line(),
                        example.rule(),
                        "no rule has this name",
                        Nearest.to(example.rule(), contracts.keySet())
                                .map(it -> "did you mean `" + it + "`?")
                                .orElse("remove the example or add the rule"));
            } else if (contract.phase() == Phase.RESPONSE && example.answer().isEmpty()) {
                problems.error(
                        example.file(),
                        example.line(),
                        example.rule(),
                        "an example of the response phase needs an answer",
                        "add `answer:`");
            }
            (example.fires() ? firing : silent).add(example.rule());
        }
        for (RuleContract contract : contracts.values()) {
            missing(contract, firing, "firing", "fires", problems);
            missing(contract, silent, "silent", "silent", problems);
        }
    }

    private static void missing(RuleContract rule, Set<String> having, String word, String key, Problems problems) {
        if (!having.contains(rule.id())) {
            problems.error(
                    rule.file(),
                    rule.line(),
                    rule.id(),
                    "has no " + word + " case",
                    "add one under `" + key + ":` in " + rule.file().replaceAll("\\.drl$", ".cases.yaml"));
        }
    }

    private Optional<PhaseRules> compile(
            Phase phase,
            BundleSource source,
            List<RuleText> texts,
            Map<String, RuleContract> contracts,
            Reads reads,
            Problems problems) {
        Map<String, RuleContract> own = new HashMap<>(contracts);
        own.values().removeIf(contract -> contract.phase() != phase);
        List<RuleText> rules =
                texts.stream().filter(text -> own.containsKey(text.id())).toList();
        Gate gate = new Gate(rules);
        RuleCompiler compiler = new RuleCompiler(problems);
        Optional<KieBase> free = compiler.compile(phase, gate.free(source.drl(), rules));
        Optional<KieBase> gated = compiler.compile(phase, gate.gated(source.drl(), rules));
        try {
            Inspection inspection = inspections.create(source.lexicon(), reads.kinds());
            Growth growth = phase == Phase.RESPONSE ? growth(source, rules, own) : Growth.NONE;
            return Optional.of(new PhaseRules(
                    phase,
                    free,
                    gated,
                    gate.triggers(),
                    gate.conversations(),
                    own,
                    reads.types(),
                    inspection,
                    growth.timings(),
                    growth.inspection()));
        } catch (IllegalArgumentException e) {
            problems.error("lexicon/", 0, "", e.getMessage(), "");
            return Optional.empty();
        }
    }

    /** When rules of the response phase are decided, and what finds what those read that need not wait. */
    private record Growth(Map<String, Timing> timings, Inspection inspection) {
        static final Growth NONE = new Growth(Map.of(), parts -> List.of());
    }

    private Growth growth(BundleSource source, List<RuleText> rules, Map<String, RuleContract> contracts) {
        Set<String> kinds = new HashSet<>();
        rules.forEach(rule -> kinds.addAll(Gate.kinds(rule)));
        Set<String> needWhole = new HashSet<>(inspections.needWhole(source.lexicon(), kinds));
        contracts.values().forEach(contract -> needWhole.addAll(contract.infers()));
        TimingLint lint = new TimingLint(needWhole);
        Map<String, Timing> timings = new HashMap<>();
        Set<String> growing = new HashSet<>();
        for (RuleText rule : rules) {
            Timing timing = lint.timing(rule);
            timings.put(rule.id(), timing);
            if (timing == Timing.WINDOW) {
                growing.addAll(Gate.kinds(rule));
            }
        }
        return new Growth(timings, inspections.create(source.lexicon(), growing));
    }

    private List<CaseResult> play(Revision revision, List<RuleCase> cases, Problems problems) {
        CaseRunner runner = new CaseRunner(engine, names.desks(), detectable::turnsAway);
        List<CaseResult> results = new ArrayList<>(cases.size());
        for (RuleCase example : cases) {
            CaseResult result = runner.run(revision, example);
            results.add(result);
            if (!result.passed()) {
                String found = result.kinds().isEmpty() ? "nothing" : String.join(", ", result.kinds());
                String what = "case `" + example.name() + "`: " + result.surprise();
                String mend = "the detectors found " + found;
                if (casesDecide) {
                    problems.error(example.file(), example.line(), example.rule(), what, mend);
                } else {
                    problems.warning(example.file(), example.line(), example.rule(), what, mend);
                }
            }
        }
        return results;
    }
}
