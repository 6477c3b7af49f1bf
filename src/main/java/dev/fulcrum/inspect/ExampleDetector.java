package dev.fulcrum.inspect;

import dev.fulcrum.model.ExternalFindings;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Finds sentences that mean about the same as one of a kind's examples; the score is the likeness of the nearest. Thread-safe.
 *
 * <p>Reads at most {@value #MOST_SENTENCES} sentences of an exchange, the newest parts first and each part from its beginning, and of each
 * sentence the first {@value #LONGEST} characters: the model reads about three hundred sentences a second.
 */
final class ExampleDetector implements SlowDetector {
    static final int MOST_SENTENCES = 200;
    private static final int LONGEST = 300;
    private static final int MOST_SECONDS = 10;
    private static final String NAME = "examples";

    private final Meanings meanings;
    private final List<Topic> topics;
    private final Set<String> kinds;

    private record Topic(String kind, double threshold, List<Meaning> examples) {}

    /** Asks the model about the examples, which takes milliseconds for each. */
    ExampleDetector(List<Lexicon.Entry> entries, Meanings meanings) {
        this.meanings = meanings;
        this.topics = entries.stream()
                .map(entry -> new Topic(
                        entry.kind(),
                        entry.examples().threshold(),
                        entry.examples().sentences().stream().map(meanings::of).toList()))
                .toList();
        this.kinds = entries.stream().map(Lexicon.Entry::kind).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean reportsOneOf(Set<String> wanted) {
        return kinds.stream().anyMatch(wanted::contains);
    }

    @Override
    public CompletableFuture<ExternalFindings> inspect(List<Part> parts, Set<String> wanted) {
        try {
            return CompletableFuture.supplyAsync(() -> inspectNow(parts, wanted), meanings.worker())
                    .orTimeout(MOST_SECONDS, TimeUnit.SECONDS)
                    .handle((findings, failure) ->
                            failure == null ? new ExternalFindings(findings, List.of()) : failed(wanted, failure));
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(failed(wanted, full));
        }
    }

    private ExternalFindings failed(Set<String> wanted, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        Set<String> missed = new HashSet<>(wanted);
        missed.retainAll(kinds);
        return new ExternalFindings(
                List.of(),
                List.of(new ExternalFindings.Failure(
                        NAME, missed, cause.getClass().getSimpleName(), true)));
    }

    @Override
    public List<Finding> inspectNow(List<Part> parts, Set<String> wanted) {
        List<List<Finding>> byPart = new ArrayList<>();
        int left = MOST_SENTENCES;
        for (int i = parts.size() - 1; i >= 0; i--) {
            List<Span> sentences = sentences(parts.get(i).text(), left);
            left -= sentences.size();
            byPart.add(0, inspect(parts.get(i), sentences, wanted));
        }
        return byPart.stream().flatMap(List::stream).toList();
    }

    /** Where the first sentences of a text stand, those of blanks and marks alone left out. */
    private static List<Span> sentences(String text, int most) {
        FoldedText folded = FoldedText.of(text);
        return Sentences.of(folded).stream()
                .map(sentence -> new Span(folded.originalStart(sentence.start()), folded.originalEnd(sentence.end())))
                .filter(span ->
                        text.substring(span.start(), span.end()).codePoints().anyMatch(Character::isLetter))
                .limit(most)
                .toList();
    }

    private List<Finding> inspect(Part part, List<Span> sentences, Set<String> wanted) {
        List<Meaning> read = sentences.stream()
                .map(span -> meanings.of(part.text()
                        .substring(span.start(), Math.min(span.end(), span.start() + LONGEST))
                        .strip()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (Topic topic : topics) {
            if (wanted.contains(topic.kind())) {
                find(topic, part, sentences, read, findings);
            }
        }
        return findings;
    }

    private static void find(Topic topic, Part part, List<Span> sentences, List<Meaning> read, List<Finding> findings) {
        double nearest = 0;
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            double likeness = 0;
            for (Meaning example : topic.examples()) {
                likeness = Math.max(likeness, example.likeness(read.get(i)));
            }
            if (likeness >= topic.threshold()) {
                spans.add(sentences.get(i));
                nearest = Math.max(nearest, likeness);
            }
        }
        if (!spans.isEmpty()) {
            findings.add(new Finding(topic.kind(), part, nearest, spans.size(), spans));
        }
    }
}
