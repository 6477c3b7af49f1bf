package dev.fulcrum.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** The {@link Retelling ways} to read a text that is still coming. Not thread-safe. */
final class GrowingWays {
    private static final int AROUND = 2 * Rewriter.FARTHEST;
    private static final int NEVER = -1;

    private final Automaton automaton;
    /** Those that read some way. */
    private final List<Detector> all;

    /** Those that read each way. */
    private final List<List<Detector>> detectors = new ArrayList<>();

    /** The text read in each way; null as long as it is read as it came. */
    private final Draft[] drafts = new Draft[Retelling.WAYS];
    /** For each way, how long the text was when it last changed something that no other way did. */
    private final int[] changes = new int[Retelling.WAYS];

    /** Index before which no more text changes what was read. */
    private int stable;

    GrowingWays(Automaton automaton, List<Detector> detectors) {
        this.automaton = automaton;
        for (int i = 0; i < Retelling.WAYS; i++) {
            int way = i;
            this.detectors.add(detectors.stream().filter(it -> it.reads(way)).toList());
        }
        all = detectors.stream()
                .filter(detector -> this.detectors.stream().anyMatch(readers -> readers.contains(detector)))
                .toList();
        Arrays.fill(changes, NEVER);
    }

    /**
     * Looks at what has come.
     *
     * @param settled how much of the text was final before
     * @param sightings gets what is seen, in indices of the text as it came
     * @return how much of it is final
     */
    int look(String text, boolean complete, int settled, Patience patience, Sightings sightings) {
        if (detectors.stream().allMatch(List::isEmpty)) {
            return text.length();
        }
        Retelling.Ways ways = Retelling.of(text, Math.max(0, stable - AROUND), text.length(), complete, patience);
        int reach = complete || ways.open() == text.length() ? ways.open() : asItCame(text, ways.open(), settled);
        for (int i = 0; i < drafts.length; i++) {
            grow(i, ways.ways().get(i), text);
            if (changes[i] != NEVER && !detectors.get(i).isEmpty()) {
                patience.check();
                reach = Math.min(reach, read(i, ways.open(), complete, settled, patience, sightings));
            }
        }
        stable = Math.max(stable, ways.open());
        return reach;
    }

    /** How much is final where nothing has been read in another way yet, though what is behind an index may be. */
    private int asItCame(String text, int open, int settled) {
        int begin = Math.min(open, settled);
        Tail tail = Tail.of(begin, all, start -> text.substring(start, open));
        String read = tail.text();
        FoldedText folded = FoldedText.of(read);
        Reading reading = new Reading(read, folded, automaton.read(folded), begin - tail.start(), Patience.ENDLESS);
        int reach = open;
        for (Detector detector : all) {
            reach = Math.min(reach, tail.start() + detector.settled(reading));
        }
        return reach;
    }

    private void grow(int index, Retelling.Way way, String text) {
        Draft tail = way.draft();
        if (drafts[index] == null && tail.isOriginal()) {
            return;
        }
        if (drafts[index] == null) {
            drafts[index] = Draft.beginning(text, stable);
        }
        Draft draft = drafts[index];
        draft.cut(draft.firstFrom(stable));
        draft.append(tail, tail.firstFrom(stable), tail.length());
        if (way.changed()) {
            changes[index] = text.length();
        }
    }

    private int read(int index, int open, boolean complete, int settled, Patience patience, Sightings sightings) {
        Draft draft = drafts[index];
        // what is behind may be read in another way when more comes
        int end = complete ? draft.length() : draft.firstFrom(open);
        int begin = Math.min(end, draft.firstFrom(settled));
        Tail tail = Tail.of(begin, detectors.get(index), start -> draft.text(start, end));
        int from = tail.start();
        if (draft.start(from) > changes[index]) {
            // the same as it came, or as a way before has it
            return open;
        }
        String read = tail.text();
        FoldedText folded = FoldedText.of(read);
        Reading reading = new Reading(read, folded, automaton.read(folded, patience), begin - from, patience);
        Sightings glimpsed = new Sightings();
        int reach = open;
        for (Detector detector : detectors.get(index)) {
            patience.check();
            detector.detect(reading, glimpsed);
            int certain = complete ? read.length() : detector.settled(reading);
            reach = certain >= read.length() ? reach : Math.min(reach, draft.start(from + certain));
        }
        draft.tell(from, glimpsed, sightings);
        return reach;
    }

    /**
     * So much of a text's end as has to be read again.
     *
     * @param start index where it begins
     */
    private record Tail(int start, String text) {
        /** Nearer to the beginning of a cut-out a detector may have asked for what is before it. */
        private static final int EDGE = 8;

        /**
         * Cuts no more out of a long text than needed, since it is done at every look.
         *
         * @param begin index where something new may stand
         * @param cut the text from an index on
         */
        static Tail of(int begin, List<Detector> detectors, IntFunction<String> cut) {
            int start = Math.max(0, begin - 4 * Detector.CONTEXT);
            while (true) {
                String text = cut.apply(start);
                int from = GrowingText.from(text, begin - start, detectors);
                if (start == 0 || from > EDGE) {
                    return new Tail(start + from, text.substring(from));
                }
                start = Math.max(0, begin - 4 * (begin - start));
            }
        }
    }

    /** The last position at or before an index at which no way reads one character out of what is before and behind it. */
    int boundary(int index) {
        int boundary = index;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Draft draft : drafts) {
                int at = draft == null ? boundary : draft.boundary(boundary);
                moved |= at < boundary;
                boundary = at;
            }
        }
        return boundary;
    }
}
