package dev.fulcrum.inspect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.fulcrum.model.Lexicon;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the RE2 patterns of language files.
 *
 * <p>A pattern with {@code when} phrases is tried only around them: in the stretch of the text, a sentence or a line, that no match of
 * it can reach beyond. One that names none is tried on all stretches of every text. It is run on the text as it came, not on the folded one:
 * {@code (?i)} and full-width forms are the author's to write. One search is linear in the text; a pattern with a long optional
 * tail, such as {@code a(.*b)?}, may search the tail again behind every match.
 */
final class PatternDetector implements Detector {
    private static final Gated[] NOBODY = {};

    private final List<Gated> ungated;
    /** Those that wait for a ticket's phrase. */
    private final Gated[][] byTicket;

    private final int gatedCount;
    private final Set<Barriers> barriers;

    private PatternDetector(List<Gated> ungated, Gated[][] byTicket, int gatedCount, Set<Barriers> barriers) {
        this.ungated = List.copyOf(ungated);
        this.byTicket = byTicket;
        this.gatedCount = gatedCount;
        this.barriers = Set.copyOf(barriers);
    }

    /**
     * Compiles all patterns of the entries and asks the automaton for their trigger words.
     *
     * @throws com.google.re2j.PatternSyntaxException when RE2/J refuses one
     */
    static PatternDetector of(List<Lexicon.Entry> entries, Automaton.Builder automaton) {
        List<Gated> ungated = new ArrayList<>();
        List<List<Gated>> byTicket = new ArrayList<>();
        Set<Barriers> barriers = new LinkedHashSet<>();
        int gatedCount = 0;
        for (Lexicon.Entry entry : entries) {
            for (Lexicon.Pattern pattern : entry.patterns()) {
                boolean waits = !pattern.when().isEmpty();
                Gated gated = Gated.of(entry, pattern, waits ? gatedCount++ : -1);
                barriers.add(gated.barriers);
                if (!waits) {
                    ungated.add(gated);
                }
                for (String word : pattern.when()) {
                    int ticket = automaton.add(word, Automaton.Stand.WORD);
                    while (byTicket.size() <= ticket) {
                        byTicket.add(new ArrayList<>());
                    }
                    byTicket.get(ticket).add(gated);
                }
            }
        }
        Gated[][] waiting = byTicket.stream().map(list -> list.toArray(NOBODY)).toArray(Gated[][]::new);
        return new PatternDetector(ungated, waiting, gatedCount, barriers);
    }

    /** Whether a pattern's findings are never final before the text has ended. */
    static boolean needsWhole(Lexicon.Pattern pattern) {
        return Barriers.of(pattern.expression(), pattern.when()).none();
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        String text = reading.text();
        for (Gated pattern : ungated) {
            pattern.searchAll(text, sightings);
        }
        Hits hits = reading.hits();
        int[] searched = null;
        for (int i = 0; i < hits.count(); i++) {
            int ticket = hits.ticket(i);
            for (Gated pattern : ticket < byTicket.length ? byTicket[ticket] : NOBODY) {
                if (searched == null) {
                    searched = new int[gatedCount];
                }
                int start = pattern.barriers.start(text, reading.folded().originalStart(hits.begin(i)));
                int end = pattern.barriers.end(text, reading.folded().originalEnd(hits.end(i)));
                if (end > searched[pattern.number]) {
                    pattern.search(text, Math.max(start - 1, searched[pattern.number]), end, sightings);
                    searched[pattern.number] = end;
                }
            }
        }
    }

    /** Behind the barrier that came last, of the pattern for which that is longest ago. */
    @Override
    public int settled(Reading reading) {
        return reach(reading.text(), reading.text().length());
    }

    @Override
    public int from(String text, int settled) {
        return reach(text, settled);
    }

    private int reach(String text, int index) {
        int least = index;
        for (Barriers each : barriers) {
            // the barrier itself may be the first character of a match
            least = Math.min(least, each.none() ? 0 : Math.max(0, each.start(text, index) - 1));
        }
        return least;
    }

    private record Gated(int number, String kind, double score, Pattern pattern, Barriers barriers) {
        static Gated of(Lexicon.Entry entry, Lexicon.Pattern pattern, int number) {
            return new Gated(
                    number,
                    entry.kind(),
                    entry.score(),
                    Pattern.compile(pattern.expression()),
                    Barriers.of(pattern.expression(), pattern.when()));
        }

        void searchAll(String text, Sightings sightings) {
            if (barriers.none()) {
                search(text, 0, text.length(), sightings);
                return;
            }
            for (int start = 0; start < text.length(); ) {
                int end = barriers.end(text, start);
                search(text, Math.max(0, start - 1), end, sightings);
                start = end + 1;
            }
        }

        void search(String text, int start, int end, Sightings sightings) {
            Matcher matcher = pattern.matcher(start == 0 && end == text.length() ? text : text.substring(start, end));
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    sightings.add(kind, score, start + matcher.start(), start + matcher.end());
                }
            }
        }
    }
}
