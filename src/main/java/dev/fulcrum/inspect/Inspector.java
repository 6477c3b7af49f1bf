package dev.fulcrum.inspect;

import dev.fulcrum.model.ExternalFindings;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.JoinedFindings;
import dev.fulcrum.model.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs one bundle's detectors over parts and remembers what they saw in which text, since the history of a conversation repeats with
 * every turn. What cannot be read comes first; findings of a part are ordered by kind. Thread-safe.
 */
final class Inspector implements Inspection {
    /** Shorter texts are searched in less time than their hash and the memory take. */
    static final int WORTH_REMEMBERING = 64;

    private final IntSupplier numbers;
    private final int number;
    private final Automaton automaton;
    private final Watch watch;
    private final List<Watch.Post> posts;
    /** By the way to read a text, those that read it. */
    private final List<List<Detector>> readers;

    /** What those may see that look behind disguises. */
    private final Set<String> disguisedKinds;

    private final TextMemory remembered;
    private final Shorthand shorthand;
    private final Outside outside;
    private final Supplier<LookTime> times;

    /** The same without a bound of time. */
    Inspector(IntSupplier numbers, Automaton automaton, Watch watch, TextMemory remembered, Outside outside) {
        this(numbers, automaton, watch, remembered, outside, () -> LookTime.ENDLESS);
    }

    /**
     * Wires an inspector.
     *
     * @param numbers a new one each time, which tells this inspector's memories from others' in the same memory
     * @param automaton reads every text before the detectors do
     * @param outside services that look at texts too
     * @param times how long one exchange may be looked at in one phase
     */
    Inspector(
            IntSupplier numbers,
            Automaton automaton,
            Watch watch,
            TextMemory remembered,
            Outside outside,
            Supplier<LookTime> times) {
        this.times = times;
        this.numbers = numbers;
        this.number = numbers.getAsInt();
        this.automaton = automaton;
        this.watch = watch;
        this.posts = watch.posts();
        this.readers = IntStream.range(0, Retelling.WAYS)
                .mapToObj(way ->
                        watch.detectors().stream().filter(it -> it.reads(way)).toList())
                .toList();
        this.disguisedKinds = posts.stream()
                .filter(post -> IntStream.range(0, Retelling.WAYS)
                        .anyMatch(way -> post.detector().reads(way)))
                .flatMap(post -> post.kinds().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.remembered = remembered;
        this.shorthand = new Shorthand(watch.kinds());
        this.outside = outside;
    }

    @Override
    public Inspection narrowed(Set<String> kinds) {
        return new Inspector(numbers, automaton, watch.narrowed(kinds), remembered, outside.narrowed(kinds), times);
    }

    @Override
    public boolean asksOutside() {
        return !outside.isEmpty();
    }

    @Override
    public CompletionStage<ExternalFindings> inspectExternally(List<Part> parts) {
        return outside.inspect(parts);
    }

    @Override
    public List<Finding> inspectAtLeisure(List<Part> parts) {
        return JoinedFindings.of(inspect(parts), outside.inspectNow(parts));
    }

    @Override
    public List<Finding> inspect(List<Part> parts) {
        return inspect(parts, LookTime.ENDLESS).findings();
    }

    @Override
    public ExternalFindings inspectInTime(List<Part> parts) {
        return inspect(parts, times.get());
    }

    private ExternalFindings inspect(List<Part> parts, LookTime time) {
        List<Finding> unreadable = watch.kinds().contains(Unreadable.KIND) ? Unreadable.among(parts) : List.of();
        if (posts.isEmpty()) {
            return unreadable.isEmpty() ? ExternalFindings.NONE : new ExternalFindings(unreadable, List.of());
        }
        TimedLook look = new TimedLook(watch.kinds(), time);
        time.begin();
        List<Finding> findings = new ArrayList<>(unreadable);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (!part.text().isEmpty()) {
                List<Sighting> seen = recall(part.text(), look);
                for (int j = 0; j < seen.size(); j++) {
                    findings.add(seen.get(j).in(part));
                }
            }
        }
        List<Finding> across = disguisedKinds.isEmpty() ? List.of() : Seams.find(parts, text -> recall(text, look));
        return new ExternalFindings(JoinedFindings.of(List.copyOf(findings), across), look.failures());
    }

    @Override
    public Growing growing() {
        return growing(LookTime.ENDLESS);
    }

    @Override
    public Growing growingInTime() {
        return growing(times.get());
    }

    private Growing growing(LookTime time) {
        Map<String, GrowingText> texts = new HashMap<>();
        TimedLook look = new TimedLook(watch.kinds(), time);
        return new Growing() {
            @Override
            public Settled look(Part part, boolean complete) {
                if (part.unreadable()) {
                    return new Settled(
                            watch.kinds().contains(Unreadable.KIND) ? List.of(Unreadable.in(part)) : List.of(), 0);
                }
                GrowingText text = texts.computeIfAbsent(
                        part.kind() + part.index(), unseen -> new GrowingText(automaton, watch.detectors()));
                time.begin();
                boolean inTime = look.within(watch.kinds(), patience -> text.look(part.text(), complete, patience));
                time.end();
                return new Settled(
                        wanted(text.seen()).stream()
                                .map(sighting -> sighting.in(part))
                                .toList(),
                        inTime ? text.settled() : part.text().length());
            }

            @Override
            public List<ExternalFindings.Failure> failures() {
                return look.failures();
            }
        };
    }

    /** Two threads that meet a new text at once both look at it; neither waits for the other. */
    private List<Sighting> recall(String text, TimedLook look) {
        if (text.length() < WORTH_REMEMBERING) {
            return look(text, look);
        }
        Fingerprint fingerprint = Fingerprint.of(number, text);
        long[] known = remembered.get(fingerprint);
        if (known != null) {
            return shorthand.read(known);
        }
        int missed = look.missed();
        List<Sighting> seen = look(text, look);
        if (look.missed() == missed) {
            remembered.put(fingerprint, shorthand.write(seen));
        }
        return seen;
    }

    /** What the detectors see in a text, by kind; remembers nothing. */
    List<Sighting> look(String text) {
        return look(text, new TimedLook(watch.kinds(), LookTime.ENDLESS));
    }

    private List<Sighting> look(String text, TimedLook look) {
        Sightings sightings = new Sightings();
        look.within(watch.kinds(), patience -> {
            FoldedText folded = FoldedText.of(text);
            Reading reading = new Reading(text, folded, automaton.read(folded, patience), 0, patience);
            for (int i = 0; i < posts.size(); i++) {
                Detector detector = posts.get(i).detector();
                look.within(posts.get(i).kinds(), unused -> detector.detect(reading, sightings));
            }
        });
        if (!disguisedKinds.isEmpty()) {
            look.within(disguisedKinds, patience -> lookBehind(text, patience, sightings));
        }
        return wanted(sightings.toList());
    }

    /** Looks at what the text says when its disguises are off; a segment at a time, since each reading takes many times the segment's memory. */
    private void lookBehind(String text, Patience patience, Sightings sightings) {
        int from = 0;
        while (from < text.length()) {
            int to = Segments.end(text, from);
            lookBehind(Retelling.of(text, from, to, true, patience).ways(), patience, sightings);
            from = Segments.next(text, to);
        }
    }

    private void lookBehind(List<Retelling.Way> ways, Patience patience, Sightings sightings) {
        for (int i = 0; i < ways.size(); i++) {
            Draft draft = ways.get(i).draft();
            List<Detector> detectors = readers.get(i);
            if (ways.get(i).changed() && !detectors.isEmpty()) {
                patience.check();
                Sightings behind = new Sightings();
                String told = draft.toString();
                FoldedText folded = FoldedText.of(told);
                Reading reading = new Reading(told, folded, automaton.read(folded, patience), 0, patience);
                for (int j = 0; j < detectors.size(); j++) {
                    patience.check();
                    detectors.get(j).detect(reading, behind);
                }
                draft.tell(0, behind, sightings);
            }
        }
    }

    private List<Sighting> wanted(List<Sighting> seen) {
        for (int i = 0; i < seen.size(); i++) {
            if (!watch.kinds().contains(seen.get(i).kind())) {
                return seen.stream()
                        .filter(it -> watch.kinds().contains(it.kind()))
                        .toList();
            }
        }
        return seen;
    }
}
