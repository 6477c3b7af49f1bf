package dev.fulcrum.inspect;

import dev.fulcrum.model.Lexicon;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the matches of an expression can reach in a text: not across its barriers and walls, nor further than its longest match.
 *
 * @param barriers that part the stretches in which it is searched
 * @param walls that no match lies across either, though a phrase that it waits for may stand beyond them
 * @param near how far that phrase may stand from a match in characters
 * @param longest characters of a match at most; {@link MatchShape#ANY_LENGTH} when they are not bounded, or so loosely that it helps nobody
 */
record MatchReach(Barriers barriers, Barriers walls, int near, int longest) {
    /** Longer matches are as good as unbounded: a window would have to wait for them longer than for most sentences. */
    static final int LONGEST = 140;

    static final int NEAR = 80;

    static MatchReach of(Lexicon.Pattern pattern) {
        MatchShape shape = ShapeReader.read(pattern.expression());
        return new MatchReach(
                Barriers.of(shape, pattern.phrases()),
                Barriers.walls(shape),
                pattern.when().isEmpty() ? 0 : NEAR,
                shape.longest() > LONGEST ? MatchShape.ANY_LENGTH : shape.longest());
    }

    /** Of those that differ in length alone the longest. */
    static List<MatchReach> widest(Collection<MatchReach> all) {
        Map<MatchReach, MatchReach> widest = new LinkedHashMap<>();
        for (MatchReach each : all) {
            MatchReach shape = new MatchReach(each.barriers, each.walls, each.near, 0);
            widest.merge(shape, each, (a, b) -> a.longest >= b.longest ? a : b);
        }
        return List.copyOf(widest.values());
    }

    /** Whether what matches is never final before the text has ended. */
    boolean isWhole() {
        return barriers.none() && walls.none() && !isBounded();
    }

    /**
     * Whether a search may begin anywhere that no match lies across. Where lengths are not bounded it has to begin behind a wall, since what a match
     * takes depends on all that comes before it.
     */
    boolean isBounded() {
        return longest != MatchShape.ANY_LENGTH;
    }

    /** The index before which every match of a text of which more may come is final, one that lies across the index included. */
    int settled(String text) {
        return Math.max(
                begin(barriers, text, text.length()), isBounded() ? before(text) : begin(walls, text, known(text)));
    }

    /** A match that begins before it has come with all that is near it, and with the character that tells whether a word ends there. */
    private int before(String text) {
        int index = known(text);
        for (int left = longest; left > 0 && index > 0; left--) {
            index = text.offsetByCodePoints(index, -1);
        }
        return index;
    }

    /** What ends before it has all come that is near it. */
    private int known(String text) {
        return Math.max(0, text.length() - near - 1);
    }

    /** Where a search of the stretch that begins at {@code stretch} may begin to see behind a settled index what it would see in the whole text. */
    int first(String text, int stretch, int settled) {
        return Math.max(stretch, isBounded() ? settled : begin(walls, text, settled));
    }

    /** Where reading has to begin for that. */
    int from(String text, int settled) {
        return first(text, begin(barriers, text, settled), settled - near);
    }

    private static int begin(Barriers barriers, String text, int index) {
        return barriers.firstMatch(text, barriers.start(text, Math.max(0, index)));
    }
}
