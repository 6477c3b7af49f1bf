package dev.fulcrum.inspect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.fulcrum.model.Lexicon;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the RE2 patterns of language files.
 *
 * <p>A pattern is tried only on texts in which one of its {@code when} phrases stands, or on all texts when it names
 * none. It is run on the text as it came, not on the folded one: {@code (?i)} and full-width forms are the author's
 * to write. One search is linear in the text; a pattern with a long optional tail, such as {@code a(.*b)?}, may search
 * the tail again behind every match.
 */
final class PatternDetector implements Detector {
    private final List<Gated> patterns;

    private PatternDetector(List<Gated> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Compiles all patterns of the entries and asks the automaton for their trigger words.
     *
     * @throws com.google.re2j.PatternSyntaxException when RE2/J refuses one
     */
    static PatternDetector of(List<Lexicon.Entry> entries, Automaton.Builder automaton) {
        List<Gated> patterns = new ArrayList<>();
        for (Lexicon.Entry entry : entries) {
            for (Lexicon.Pattern pattern : entry.patterns()) {
                int[] when = pattern.when().stream()
                        .mapToInt(word -> automaton.add(word, Automaton.Stand.WORD_SEEN))
                        .toArray();
                patterns.add(new Gated(entry.kind(), entry.score(), Pattern.compile(pattern.expression()), when));
            }
        }
        return new PatternDetector(patterns);
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        for (Gated pattern : patterns) {
            if (pattern.opensFor(reading.hits())) {
                pattern.search(reading.text(), sightings);
            }
        }
    }

    private static final class Gated {
        private final String kind;
        private final double score;
        private final Pattern pattern;
        private final int[] when;

        Gated(String kind, double score, Pattern pattern, int[] when) {
            this.kind = kind;
            this.score = score;
            this.pattern = pattern;
            this.when = when;
        }

        boolean opensFor(Hits hits) {
            for (int ticket : when) {
                if (hits.saw(ticket)) {
                    return true;
                }
            }
            return when.length == 0;
        }

        void search(String text, Sightings sightings) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    sightings.add(kind, score, matcher.start(), matcher.end());
                }
            }
        }
    }
}
