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
                int begin = reading.folded().originalStart(hits.begin(i));
                int end = pattern.barriers.end(text, begin);
                // a phrase with a barrier within, such as a line's end, belongs to neither stretch: the first would
                // never be final
                boolean within = reading.folded().originalEnd(hits.end(i)) <= end;
                if (within && end > searched[pattern.number]) {
                    pattern.search(text, pattern.barriers.start(text, begin), end, sightings);
                    searched[pattern.number] = end;
                }
            }
        }
    }

    /** At the barrier that came last, of the pattern for which that is longest ago. */
    @Override
    public int settled(Reading reading) {
        return reach(reading.text(), reading.text().length());
    }

    /** With the character before, which tells whether a word begins. */
    @Override
    public int from(String text, int settled) {
        return Math.max(0, reach(text, settled) - 1);
    }

    private int reach(String text, int index) {
        int least = index;
        for (Barriers each : barriers) {
            least = Math.min(least, each.firstMatch(text, each.start(text, index)));
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
            for (int start = 0; start <= text.length(); ) {
                int end = barriers.end(text, start);
                search(text, start, end, sightings);
                start = barriers.next(text, end);
            }
        }

        /** Searches one stretch; the character before it is there to be looked back at. */
        void search(String text, int start, int end, Sightings sightings) {
            int first = barriers.firstMatch(text, start);
            int base = Math.max(0, first - 1);
            Matcher matcher = pattern.matcher(base == 0 && end == text.length() ? text : text.substring(base, end));
            for (boolean found = matcher.find(first - base); found; found = matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    sightings.add(kind, score, base + matcher.start(), base + matcher.end());
                }
            }
        }
    }
}
