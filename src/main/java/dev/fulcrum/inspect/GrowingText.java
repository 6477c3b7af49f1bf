package dev.fulcrum.inspect;

import dev.fulcrum.inspect.Sightings.Glimpse;
import java.util.List;

/**
 * What detectors see in a text that is still coming, looked at again and again: at each time exactly what they would see in the settled
 * beginning of the whole text.
 *
 * <p>A look reads only what is not settled, and as much before it as matters. No stretch that was seen lies across the settled position:
 * it moves back to where such a one begins. Not thread-safe.
 */
final class GrowingText {
    private final List<Detector> detectors;
    private final Automaton automaton;
    private final Sightings seen = new Sightings();
    private int settled;

    GrowingText(Automaton automaton, List<Detector> detectors) {
        this.automaton = automaton;
        this.detectors = detectors;
    }

    /** How much of the text is final. */
    int settled() {
        return settled;
    }

    /** What was seen in the settled beginning, by kind. */
    List<Sighting> seen() {
        return seen.toList();
    }

    /**
     * Looks at what has come.
     *
     * @param text all of it so far
     * @param complete whether no more will come
     */
    void look(String text, boolean complete) {
        int from = settled;
        for (Detector detector : detectors) {
            from = Math.min(from, detector.from(text, settled));
        }
        from = visible(text, from);
        String read = text.substring(from);
        FoldedText folded = FoldedText.of(read);
        Reading reading = new Reading(read, folded, automaton.read(folded), settled - from);
        Sightings glimpsed = new Sightings();
        int reach = complete ? text.length() : text.length() - (endsOpen(text) ? 1 : 0);
        for (Detector detector : detectors) {
            detector.detect(reading, glimpsed);
            reach = complete ? reach : Math.min(reach, from + detector.settled(reading));
        }
        accept(glimpsed.glimpses(), from, complete ? reach : clear(glimpsed.glimpses(), from, reach));
    }

    /** The last position at or before {@code reach} that lies in no stretch. */
    private static int clear(List<Glimpse> glimpses, int from, int reach) {
        int clear = reach;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Glimpse glimpse : glimpses) {
                if (from + glimpse.start() < clear && from + glimpse.end() > clear) {
                    clear = from + glimpse.start();
                    moved = true;
                }
            }
        }
        return clear;
    }

    private void accept(List<Glimpse> glimpses, int from, int reach) {
        if (reach <= settled) {
            return;
        }
        for (Glimpse glimpse : glimpses) {
            int start = from + glimpse.start();
            int end = from + glimpse.end();
            if (start >= settled && end <= reach) {
                seen.add(glimpse.kind(), glimpse.score(), start, end);
            }
        }
        settled = reach;
    }

    private static boolean endsOpen(String text) {
        return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
    }

    /** Moves back to a character that stays when folded, since what stands before a word matters for it. */
    private static int visible(String text, int from) {
        int at = from;
        while (at > 0 && at < text.length() && !stays(text.charAt(at))) {
            at--;
        }
        return at;
    }

    private static boolean stays(char unit) {
        return !Character.isSurrogate(unit) && !Script.isBlank(unit) && !Script.isInvisible(unit);
    }
}
