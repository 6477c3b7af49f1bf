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
    private final Detector[] detectors;
    private final TextMemory remembered;
    private final Shorthand shorthand;
    private final Outside outside;

    /**
     * Wires an inspector.
     *
     * @param numbers a new one each time, which tells this inspector's memories from others' in the same memory
     * @param automaton reads every text before the detectors do
     * @param outside services that look at texts too
     */
    Inspector(IntSupplier numbers, Automaton automaton, Watch watch, TextMemory remembered, Outside outside) {
        this.numbers = numbers;
        this.number = numbers.getAsInt();
        this.automaton = automaton;
        this.watch = watch;
        this.detectors = watch.detectors().toArray(Detector[]::new);
        this.remembered = remembered;
        this.shorthand = new Shorthand(watch.kinds());
        this.outside = outside;
    }

    @Override
    public Inspection narrowed(Set<String> kinds) {
        return new Inspector(numbers, automaton, watch.narrowed(kinds), remembered, outside.narrowed(kinds));
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
        List<Finding> unreadable = watch.kinds().contains(Unreadable.KIND) ? Unreadable.among(parts) : List.of();
        if (detectors.length == 0) {
            return unreadable;
        }
        List<Finding> findings = new ArrayList<>(unreadable);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (!part.text().isEmpty()) {
                List<Sighting> seen = recall(part.text());
                for (int j = 0; j < seen.size(); j++) {
                    findings.add(seen.get(j).in(part));
                }
            }
        }
        return List.copyOf(findings);
    }

    @Override
    public Growing growing() {
        Map<String, GrowingText> texts = new HashMap<>();
        return (part, complete) -> {
            if (part.unreadable()) {
                return new Settled(
                        watch.kinds().contains(Unreadable.KIND) ? List.of(Unreadable.in(part)) : List.of(), 0);
            }
            GrowingText text = texts.computeIfAbsent(
                    part.kind() + part.index(), unseen -> new GrowingText(automaton, watch.detectors()));
            text.look(part.text(), complete);
            return new Settled(
                    wanted(text.seen()).stream()
                            .map(sighting -> sighting.in(part))
                            .toList(),
                    text.settled());
        };
    }

    /** Two threads that meet a new text at once both look at it; neither waits for the other. */
    private List<Sighting> recall(String text) {
        if (text.length() < WORTH_REMEMBERING) {
            return look(text);
        }
        Fingerprint fingerprint = Fingerprint.of(number, text);
        long[] known = remembered.get(fingerprint);
        if (known != null) {
            return shorthand.read(known);
        }
        List<Sighting> seen = look(text);
        remembered.put(fingerprint, shorthand.write(seen));
        return seen;
    }

    /** What the detectors see in a text, by kind; remembers nothing. */
    List<Sighting> look(String text) {
        FoldedText folded = FoldedText.of(text);
        Reading reading = new Reading(text, folded, automaton.read(folded));
        Sightings sightings = new Sightings();
        for (Detector detector : detectors) {
            detector.detect(reading, sightings);
        }
        return wanted(sightings.toList());
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
