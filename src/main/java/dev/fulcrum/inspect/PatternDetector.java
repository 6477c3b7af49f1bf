package dev.fulcrum.inspect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.fulcrum.model.Lexicon;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the RE2 patterns of language files.
 *
 * <p>A pattern with {@code when} phrases matches only near them, and is tried only around them: in the stretch of the text, a sentence or a line, that no
 * match of it can reach beyond. One that names none is tried on all stretches of every text. It is run on the text as it came, and on the same one
 * {@link LevelText levelled}, as its own letters are: so it matches a traditional Han character for a simplified one and a full-width letter for a narrow one; {@code (?i)}
 * is the author's to write. One search is linear in the text; a pattern with a long optional
 * tail, such as {@code a(.*b)?}, may search the tail again behind every match.
 */
final class PatternDetector implements Detector {
    private static final Gated[] NOBODY = {};

    private final Gated[] ungated;
    /** Those that wait for a ticket's phrase. */
    private final Gated[][] byTicket;

    private final int gatedCount;
    private final List<MatchReach> reaches;

    private PatternDetector(List<Gated> ungated, Gated[][] byTicket, int gatedCount, List<MatchReach> reaches) {
        this.ungated = ungated.toArray(Gated[]::new);
        this.byTicket = byTicket;
        this.gatedCount = gatedCount;
        this.reaches = List.copyOf(reaches);
    }

    /**
     * Compiles all patterns of the entries and asks the automaton for their trigger words.
     *
     * @throws com.google.re2j.PatternSyntaxException when RE2/J refuses one
     */
    static PatternDetector of(List<Lexicon.Entry> entries, Automaton.Builder automaton) {
        List<Gated> ungated = new ArrayList<>();
        List<List<Gated>> byTicket = new ArrayList<>();
        List<MatchReach> reaches = new ArrayList<>();
        int gatedCount = 0;
        for (Lexicon.Entry entry : entries) {
            for (Lexicon.Pattern pattern : entry.patterns()) {
                boolean waits = !pattern.when().isEmpty();
                Gated gated = new Gated(entry, pattern, waits ? gatedCount++ : -1, automaton);
                reaches.add(gated.reach);
                if (!waits) {
                    ungated.add(gated);
                }
                for (int ticket : gated.when) {
                    while (byTicket.size() <= ticket) {
                        byTicket.add(new ArrayList<>());
                    }
                    byTicket.get(ticket).add(gated);
                }
            }
        }
        Gated[][] waiting = byTicket.stream().map(list -> list.toArray(NOBODY)).toArray(Gated[][]::new);
        return new PatternDetector(ungated, waiting, gatedCount, MatchReach.widest(reaches));
    }

    /** Whether a pattern's findings are never final before the text has ended. */
    static boolean needsWhole(Lexicon.Pattern pattern) {
        return MatchReach.of(pattern).isWhole();
    }

    @Override
    public boolean reads(int way) {
        return true;
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        String text = reading.text();
        LevelText level = new LevelText(text);
        for (Gated pattern : ungated) {
            pattern.searchAll(level, reading, sightings);
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
                if (begin < searched[pattern.number]) {
                    continue;
                }
                Barriers barriers = pattern.reach.barriers();
                int end = barriers.end(text, begin);
                // a phrase with a barrier within, such as a line's end, belongs to neither stretch: the first would
                // never be final
                if (reading.folded().originalEnd(hits.end(i)) <= end) {
                    searched[pattern.number] = end;
                    if (end > reading.begin()) {
                        search(pattern, level, reading, i, barriers.start(text, begin), end, sightings);
                    }
                }
            }
        }
    }

    /** Searches the stretch in which the hit of this index stands, a phrase that the pattern waits for. */
    private static void search(
            Gated pattern, LevelText text, Reading reading, int hit, int start, int end, Sightings sightings) {
        Awaited with = new Awaited(reading, pattern.with, hit, start, end, MatchReach.NEAR);
        if (pattern.with.length == 0 || !with.isEmpty()) {
            Awaited when = new Awaited(reading, pattern.when, hit, start, end, MatchReach.NEAR);
            int first = pattern.reach.first(reading.text(), start, reading.begin());
            pattern.search(text, first, end, when, with, reading.patience(), sightings);
        }
    }

    /** Where the pattern whose matches are final last is sure of them. */
    @Override
    public int settled(Reading reading) {
        int settled = reading.text().length();
        for (MatchReach reach : reaches) {
            settled = Math.min(settled, reach.settled(reading.text()));
        }
        return settled;
    }

    /** With the character before, which tells whether a word begins. */
    @Override
    public int from(String text, int settled) {
        int from = settled;
        for (MatchReach reach : reaches) {
            from = Math.min(from, reach.from(text, settled));
        }
        return Math.max(0, from - 1);
    }

    /** A pattern, which is told from others by its number. */
    private static final class Gated {
        private final int number;
        private final String kind;
        private final double score;
        private final Pattern pattern;
        /** The same for levelled texts; the very same when its letters are level. */
        private final Pattern levelPattern;

        private final MatchReach reach;
        private final int[] when;
        private final int[] with;

        private Gated(Lexicon.Entry entry, Lexicon.Pattern pattern, int number, Automaton.Builder automaton) {
            this.number = number;
            this.kind = entry.kind();
            this.score = entry.score();
            this.pattern = Pattern.compile(pattern.expression());
            String level = LevelText.level(pattern.expression());
            this.levelPattern = level.equals(pattern.expression()) ? this.pattern : Pattern.compile(level);
            this.reach = MatchReach.of(pattern);
            this.when = tickets(pattern.when(), automaton);
            this.with = tickets(pattern.with(), automaton);
        }

        private static int[] tickets(List<String> words, Automaton.Builder automaton) {
            return words.stream()
                    .mapToInt(word -> automaton.add(word, Automaton.Stand.WORD))
                    .distinct()
                    .toArray();
        }

        void searchAll(LevelText level, Reading reading, Sightings sightings) {
            String text = level.original();
            Barriers barriers = reach.barriers();
            for (int start = reach.first(text, 0, reading.begin()); start <= text.length(); ) {
                int end = barriers.end(text, start);
                search(level, start, end, null, null, reading.patience(), sightings);
                start = barriers.next(text, end);
            }
        }

        /** Searches one stretch as it came, and levelled where that may tell something else. */
        void search(
                LevelText text,
                int start,
                int end,
                Awaited awaited,
                Awaited beside,
                Patience patience,
                Sightings sightings) {
            patience.check();
            search(pattern, text.original(), start, end, awaited, beside, patience, sightings);
            String level = text.level();
            int base = Math.max(0, start - 2);
            if (!levelPattern.equals(pattern) || !level.regionMatches(base, text.original(), base, end - base)) {
                if (awaited != null) {
                    awaited.again();
                    beside.again();
                }
                search(levelPattern, level, start, end, awaited, beside, patience, sightings);
            }
        }

        /**
         * Searches one stretch; the character before it is there to be looked back at.
         *
         * <p>A match that does not count takes nothing from those behind it where a search may begin between them: who begins there does not know it.
         *
         * @param awaited what has to stand near a match; null when nothing has to
         * @param beside what has to stand there as well, if the pattern says so
         */
        private void search(
                Pattern expression,
                String text,
                int start,
                int end,
                Awaited awaited,
                Awaited beside,
                Patience patience,
                Sightings sightings) {
            int first = reach.barriers().firstMatch(text, start);
            int base = Math.max(0, first - 1);
            String stretch = base == 0 && end == text.length() ? text : text.substring(base, end);
            Matcher matcher = expression.matcher(patience.watched(stretch));
            boolean found = matcher.find(first - base);
            while (found) {
                int from = base + matcher.start();
                int to = base + matcher.end();
                boolean counts = to > from
                        && (awaited == null || awaited.isNear(from, to))
                        && (with.length == 0 || beside.isNear(from, to));
                if (counts) {
                    sightings.add(kind, score, from, to);
                }
                if (counts || awaited == null || !reach.isBounded()) {
                    found = matcher.find();
                } else {
                    int next = awaited.next(from, reach.longest()) - base;
                    found = next >= 0 && next <= stretch.length() && matcher.find(whole(stretch, next));
                }
            }
        }

        /** The index itself, or behind the character that it lies in. */
        private static int whole(String text, int index) {
            boolean within = index > 0
                    && index < text.length()
                    && Character.isLowSurrogate(text.charAt(index))
                    && Character.isHighSurrogate(text.charAt(index - 1));
            return within ? index + 1 : index;
        }
    }
}
