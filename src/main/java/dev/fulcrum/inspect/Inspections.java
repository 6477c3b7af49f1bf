package dev.fulcrum.inspect;

import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes inspections, which share one bounded memory of what was seen in which text.
 *
 * <p>An entry of a language file may have a built-in kind: what it finds is added to what is found anyway. Thread-safe.
 */
public final class Inspections implements Inspection.Factory {
    /** Built-in kinds that are certain before the text has ended. */
    private static final Set<String> SETTLING = Stream.of(
                    PersonalDataDetector.KINDS, SecretDetector.KINDS, LinkDetector.KINDS, Unreadable.KINDS)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final AtomicInteger created = new AtomicInteger();
    private final TextMemory remembered;
    /** By kind. */
    private final Map<String, Detector> schemas;

    private final List<ExternalDetector> externals;
    private final Set<String> externalKinds;
    private final Supplier<Optional<SentenceModel>> model;
    private final Supplier<LookTime> times;
    private Optional<Meanings> meanings = Optional.empty();

    /**
     * Bounds the memory of all inspections together.
     *
     * @param cacheWeightBytes about how much memory they may use to remember what they saw; 0 to remember nothing
     * @throws IllegalArgumentException when negative
     */
    public Inspections(long cacheWeightBytes) {
        this(cacheWeightBytes, List.of(), List.of());
    }

    /**
     * Bounds the memory of all inspections together, and adds what the configuration names.
     *
     * @param cacheWeightBytes about how much memory they may use to remember what they saw; 0 to remember nothing
     * @param schemas what answers may be held against; compiled here
     * @param services what may be asked outside
     * @param time how long detectors here may look at one exchange in one phase
     * @throws UnusableSchema when a schema is none
     * @throws IllegalArgumentException when negative
     */
    public Inspections(
            long cacheWeightBytes, List<AnswerSchema> schemas, List<ExternalService> services, Duration time) {
        this(
                cacheWeightBytes,
                schemas,
                services,
                SentenceModel::onClassPath,
                () -> LookTime.of(time, System::nanoTime));
    }

    /** The same with as much time as it takes. */
    public Inspections(long cacheWeightBytes, List<AnswerSchema> schemas, List<ExternalService> services) {
        this(cacheWeightBytes, schemas, services, SentenceModel::onClassPath);
    }

    /** @param model asked for when a rule reads a kind that examples find */
    Inspections(
            long cacheWeightBytes,
            List<AnswerSchema> schemas,
            List<ExternalService> services,
            Supplier<Optional<SentenceModel>> model) {
        this(cacheWeightBytes, schemas, services, model, () -> LookTime.ENDLESS);
    }

    /**
     * @param model asked for when a rule reads a kind that examples find
     * @param times asked for each phase of each exchange
     */
    Inspections(
            long cacheWeightBytes,
            List<AnswerSchema> schemas,
            List<ExternalService> services,
            Supplier<Optional<SentenceModel>> model,
            Supplier<LookTime> times) {
        this.times = times;
        if (cacheWeightBytes < 0) {
            throw new IllegalArgumentException("cacheWeightBytes must be at least 0: " + cacheWeightBytes);
        }
        remembered = new TextMemory(cacheWeightBytes);
        Map<String, Detector> compiled = new TreeMap<>();
        schemas.forEach(schema -> compiled.put(schema.kind(), SchemaDetector.of(schema)));
        this.schemas = Map.copyOf(compiled);
        externalKinds =
                services.stream().flatMap(service -> service.kinds().stream()).collect(Collectors.toSet());
        this.model = model;
        externals = services.stream().map(ExternalDetector::new).toList();
    }

    /** The kinds of findings that need no language file; those of schemas and services included. */
    public Set<String> builtInKinds() {
        Set<String> kinds = new TreeSet<>(PersonalDataDetector.KINDS);
        kinds.addAll(NameDetector.KINDS);
        kinds.addAll(AddressDetector.KINDS);
        kinds.addAll(LinkDetector.KINDS);
        kinds.addAll(CodeDetector.KINDS);
        kinds.addAll(NotJson.KINDS);
        kinds.addAll(SecretDetector.KINDS);
        kinds.addAll(AnswerDetector.KINDS);
        kinds.addAll(InjectionDetector.KINDS);
        kinds.addAll(EncodedDetector.KINDS);
        kinds.addAll(LanguageDetector.KINDS);
        kinds.addAll(RepeatedTextDetector.KINDS);
        kinds.addAll(Unreadable.KINDS);
        kinds.addAll(schemas.keySet());
        kinds.addAll(externalKinds);
        return Set.copyOf(kinds);
    }

    /** Those of them that services outside find, and nothing here. */
    public Set<String> outsideKinds() {
        return externalKinds;
    }

    /**
     * Everything that a person has to mend in the language files, in their order.
     *
     * @param kinds that rules read; what only others need is not missed
     */
    public List<Problem> problems(Lexicon lexicon, Set<String> kinds) {
        List<Problem> problems = new ArrayList<>(LexiconReview.of(lexicon.entries()));
        problems.addAll(LexiconReview.ofExceptions(lexicon.entries(), builtInKinds(), externalKinds));
        problems.addAll(missing(read(lexicon, kinds)));
        return problems;
    }

    private static List<Lexicon.Entry> read(Lexicon lexicon, Set<String> kinds) {
        return lexicon.entries().stream()
                .filter(entry -> kinds.contains(entry.kind()))
                .toList();
    }

    private List<Problem> missing(List<Lexicon.Entry> entries) {
        return hasExamples(entries) && meanings().isEmpty() ? LexiconReview.withoutModel(entries) : List.of();
    }

    private static boolean hasExamples(List<Lexicon.Entry> entries) {
        return entries.stream().anyMatch(entry -> !entry.examples().sentences().isEmpty());
    }

    /**
     * Builds an inspection that looks for the given kinds only.
     *
     * @throws IllegalArgumentException when an entry of these kinds cannot be looked for; the message has a line
     *     {@code file:line: kind: what; mend} for each problem
     */
    @Override
    public Inspection create(Lexicon lexicon, Set<String> kinds) {
        List<Lexicon.Entry> entries = read(lexicon, kinds);
        List<Problem> problems = new ArrayList<>(LexiconReview.of(entries));
        problems.addAll(missing(entries));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        return inspector(entries, kinds);
    }

    @Override
    public Set<String> needWhole(Lexicon lexicon, Set<String> kinds) {
        Set<String> whole = new TreeSet<>(kinds);
        whole.removeIf(kind -> SETTLING.contains(kind) && !externalKinds.contains(kind));
        Set<String> builtIn = builtInKinds();
        for (Lexicon.Entry entry : lexicon.entries()) {
            if (!builtIn.contains(entry.kind())) {
                whole.remove(entry.kind());
            }
        }
        for (Lexicon.Entry entry : read(lexicon, kinds)) {
            if (!entry.examples().sentences().isEmpty()
                    || entry.patterns().stream().anyMatch(PatternDetector::needsWhole)) {
                whole.add(entry.kind());
            }
        }
        return whole;
    }

    private Inspector inspector(List<Lexicon.Entry> entries, Set<String> kinds) {
        Automaton.Builder automaton = new Automaton.Builder();
        Posting posting = new Posting(kinds);
        Set<String> phrased = kindsOf(entries, entry -> !entry.phrases().isEmpty());
        Set<String> patterned = kindsOf(entries, entry -> !entry.patterns().isEmpty());
        posting.post(phrased, () -> PhraseDetector.of(entries, automaton));
        posting.post(patterned, () -> PatternDetector.of(entries, automaton));
        posting.post(PersonalDataDetector.KINDS, () -> PersonalDataDetector.of(kinds, automaton));
        posting.post(NameDetector.KINDS, () -> NameDetector.of(automaton));
        posting.post(AddressDetector.KINDS, () -> AddressDetector.of(automaton));
        posting.post(LinkDetector.KINDS, () -> new LinkDetector(kinds));
        posting.post(CodeDetector.KINDS, CodeDetector::new);
        posting.post(NotJson.KINDS, NotJson::new);
        posting.post(SecretDetector.KINDS, () -> SecretDetector.of(kinds, automaton));
        posting.post(AnswerDetector.KINDS, () -> AnswerDetector.of(kinds));
        posting.post(InjectionDetector.KINDS, () -> InjectionDetector.of(kinds, automaton));
        posting.post(EncodedDetector.KINDS, () -> EncodedDetector.of(automaton));
        posting.post(LanguageDetector.KINDS, () -> LanguageDetector.of(kinds));
        posting.post(RepeatedTextDetector.KINDS, RepeatedTextDetector::of);
        schemas.forEach((kind, schema) -> posting.post(Set.of(kind), () -> schema));
        // takes back what those before it saw
        posting.post(Exceptions.kinds(entries), () -> Exceptions.of(entries, automaton));
        Watch watch = new Watch(posting.posts, kinds);
        return new Inspector(
                created::incrementAndGet,
                automaton.build(),
                watch,
                remembered,
                Outside.of(slow(entries), kinds),
                times);
    }

    private synchronized Optional<Meanings> meanings() {
        if (meanings.isEmpty()) {
            meanings = model.get().map(Meanings::new);
        }
        return meanings;
    }

    private List<SlowDetector> slow(List<Lexicon.Entry> entries) {
        List<SlowDetector> slow = new ArrayList<>(externals);
        List<Lexicon.Entry> exemplified = entries.stream()
                .filter(entry -> !entry.examples().sentences().isEmpty())
                .toList();
        if (!exemplified.isEmpty()) {
            slow.add(new ExampleDetector(exemplified, meanings().orElseThrow()));
        }
        return slow;
    }

    private static Set<String> kindsOf(List<Lexicon.Entry> entries, Predicate<Lexicon.Entry> which) {
        return entries.stream().filter(which).map(Lexicon.Entry::kind).collect(Collectors.toSet());
    }

    /** Makes those detectors that may see something wanted. */
    private record Posting(Set<String> wanted, List<Watch.Post> posts) {
        Posting(Set<String> wanted) {
            this(wanted, new ArrayList<>());
        }

        void post(Set<String> sees, Supplier<Detector> detector) {
            if (sees.stream().anyMatch(wanted::contains)) {
                posts.add(new Watch.Post(detector.get(), sees));
            }
        }
    }
}
