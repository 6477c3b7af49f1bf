package dev.fulcrum.inspect;

import dev.fulcrum.inspect.Sightings.Glimpse;
import java.util.ArrayList;
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
    private final GrowingWays ways;
    private final Sightings seen = new Sightings();
    private int settled;

    GrowingText(Automaton automaton, List<Detector> detectors) {
        this.automaton = automaton;
        this.detectors = detectors;
        ways = new GrowingWays(automaton, detectors);
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
    void look(String text, boolean complete, Patience patience) {
        int from = from(text, settled, detectors);
        String read = text.substring(from);
        FoldedText folded = FoldedText.of(read);
        Reading reading = new Reading(read, folded, automaton.read(folded, patience), settled - from, patience);
        Sightings glimpsed = new Sightings();
        int reach = complete ? text.length() : text.length() - (endsOpen(text) ? 1 : 0);
        for (Detector detector : detectors) {
            patience.check();
            detector.detect(reading, glimpsed);
            reach = complete ? reach : Math.min(reach, from + detector.settled(reading));
        }
        Sightings all = new Sightings();
        for (Glimpse glimpse : glimpsed.glimpses()) {
            all.add(glimpse.kind(), glimpse.score(), from + glimpse.start(), from + glimpse.end());
        }
        reach = Math.min(reach, ways.look(text, complete, settled, patience, all));
        List<Glimpse> standing = new ArrayList<>(all.glimpses());
        for (Glimpse excepted : glimpsed.exceptions()) {
            standing.add(
                    new Glimpse(excepted.kind(), excepted.score(), from + excepted.start(), from + excepted.end()));
        }
        accept(all.glimpses(), complete ? text.length() : clear(standing, reach));
    }

    /** From where a text has to be read again. */
    static int from(String text, int settled, List<Detector> detectors) {
        int from = settled;
        for (Detector detector : detectors) {
            from = Math.min(from, detector.from(text, settled));
        }
        return visible(text, from);
    }

    /** The last position at or before {@code reach} that lies in no stretch, nor in anything that was read as one character. */
    private int clear(List<Glimpse> glimpses, int reach) {
        int clear = ways.boundary(reach);
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Glimpse glimpse : glimpses) {
                if (glimpse.start() < clear && glimpse.end() > clear) {
                    clear = ways.boundary(glimpse.start());
                    moved = true;
                }
            }
        }
        return clear;
    }

    private void accept(List<Glimpse> glimpses, int reach) {
        if (reach <= settled) {
            return;
        }
        for (Glimpse glimpse : glimpses) {
            if (glimpse.start() >= settled && glimpse.end() <= reach) {
                seen.add(glimpse.kind(), glimpse.score(), glimpse.start(), glimpse.end());
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
