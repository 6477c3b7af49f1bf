package dev.fulcrum.inspect;

import java.util.List;
import java.util.Objects;

/**
 * Places that no match of an expression can lie across: ends of sentences in Latin and Han scripts, and of lines.
 *
 * <p>They part a text into stretches that can be searched one by one, and that are final as soon as the next barrier has come. There are
 * two sorts. A sign that no match holds but as its first character parts what is before it from what begins with it; such a first one is what
 * {@code (^|[^不])} takes before the words that are meant. A sign that matches may hold, as the full stop in {@code 4.5 %}, parts what ends with it from
 * white space that follows, if no match holds both; as long as nothing has followed, it parts nothing.
 */
final class Barriers {
    private final String alone;
    private final String beforeBlank;
    /** A bit for each sign among the lowest characters. */
    private final long low;

    private Barriers(String alone, String beforeBlank) {
        this.alone = alone;
        this.beforeBlank = beforeBlank;
        this.low = (alone + beforeBlank)
                .chars()
                .filter(sign -> sign < Long.SIZE)
                .mapToLong(sign -> 1L << sign)
                .reduce(0, (one, other) -> one | other);
    }

    /**
     * The barriers of an RE2 expression.
     *
     * @param when trigger words; the signs that they hold are no barriers
     */
    static Barriers of(MatchShape shape, Iterable<String> when) {
        return of(MatchShape.ENDS, shape, when);
    }

    /** The same, and white space that no match holds: words that no match lies across, though what it waits for may. */
    static Barriers walls(MatchShape shape) {
        return of(MatchShape.SIGNS, shape, List.of());
    }

    private static Barriers of(String signs, MatchShape shape, Iterable<String> when) {
        StringBuilder alone = new StringBuilder();
        StringBuilder beforeBlank = new StringBuilder();
        for (int i = 0; i < signs.length(); i++) {
            char end = signs.charAt(i);
            int bit = MatchShape.bit(end);
            if (isHeld(end, when)) {
                continue;
            }
            if ((shape.later() & bit) == 0) {
                alone.append(end);
            }
            if ((shape.beforeBlank() & bit) == 0) {
                beforeBlank.append(end);
            }
        }
        return new Barriers(alone.toString(), beforeBlank.toString());
    }

    /** Trigger words are found in folded text. */
    private static boolean isHeld(char end, Iterable<String> when) {
        String folded = Automaton.fold(String.valueOf(end));
        for (String word : when) {
            if (!folded.isEmpty() && Automaton.fold(word).contains(folded)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there are none, so that only a whole text is final. */
    boolean none() {
        return alone.isEmpty() && beforeBlank.isEmpty();
    }

    /** Where the stretch begins in which an index lies: 0 or behind a barrier's sign. */
    int start(String text, int index) {
        int at = index;
        while (at > 0 && !isAlone(text, at - 1) && !isBeforeBlank(text, at - 1)) {
            at--;
        }
        return at;
    }

    /** Where the stretch ends in which an index lies: behind a sign that white space follows, before another one, or at the text's end. */
    int end(String text, int index) {
        for (int at = index; at < text.length(); at++) {
            if (mayEnd(text.charAt(at))) {
                if (isBeforeBlank(text, at)) {
                    return at + 1;
                }
                if (isAlone(text, at)) {
                    return at;
                }
            }
        }
        return text.length();
    }

    /** Where a match may begin that lies in the stretch which begins at {@code start}: there, or with the sign that parts alone before it. */
    int firstMatch(String text, int start) {
        return start > 0 && isAlone(text, start - 1) && !isBeforeBlank(text, start - 1) ? start - 1 : start;
    }

    /** Where the next stretch begins behind one that ends at {@code end}; beyond the text when there is none. */
    int next(String text, int end) {
        return end < text.length() && !isAlone(text, end) ? end : end + 1;
    }

    private boolean isAlone(String text, int index) {
        char unit = text.charAt(index);
        return mayEnd(unit) && alone.indexOf(unit) >= 0;
    }

    private boolean isBeforeBlank(String text, int index) {
        char unit = text.charAt(index);
        return mayEnd(unit)
                && beforeBlank.indexOf(unit) >= 0
                && index + 1 < text.length()
                && MatchShape.isBlank(text.charAt(index + 1));
    }

    /** False for most characters of any text. */
    private boolean mayEnd(char unit) {
        return unit < Long.SIZE ? (low >>> unit & 1) != 0 : unit == '。' || unit >= '！';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Barriers barriers
                && barriers.alone.equals(alone)
                && barriers.beforeBlank.equals(beforeBlank);
    }

    @Override
    public int hashCode() {
        return Objects.hash(alone, beforeBlank);
    }
}
