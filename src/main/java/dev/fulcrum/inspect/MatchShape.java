package dev.fulcrum.inspect;

/**
 * Which signs may stand where in the matches of an expression; signs are the ends of sentences and lines, and white space.
 *
 * <p>Sets of signs are bits. What is told is never too little: every match is made of what is told here, but not all that is told need match.
 *
 * @param empty whether there may be a match of no character
 * @param first signs that may be a match's first character
 * @param last signs that may be its last one
 * @param later signs that may stand behind the first
 * @param beforeBlank signs that white space may follow within a match
 * @param longest how many characters a match may have at most; {@link #ANY_LENGTH} when it may have any number
 */
record MatchShape(boolean empty, int first, int last, int later, int beforeBlank, int longest) {
    static final int ANY_LENGTH = Integer.MAX_VALUE;

    static final String ENDS = "\n.!?;。！？；";
    static final String SIGNS = ENDS + " \t\r";

    /** Stands for every character that is no sign. */
    private static final int OTHER = 1 << SIGNS.length();

    /** Every character. */
    static final int ALL = 2 * OTHER - 1;

    /** What {@code \s} takes. */
    static final int BLANKS = bit('\n') | bit(' ') | bit('\t') | bit('\r') | OTHER;

    /** Takes no character, wherever it stands. */
    static final MatchShape NOTHING = new MatchShape(true, 0, 0, 0, 0, 0);

    /** May take anything. */
    static final MatchShape ANYTHING = new MatchShape(true, ALL, ALL, ALL, ALL, ANY_LENGTH);

    /** The set with one character. */
    static int bit(int codePoint) {
        int index = SIGNS.indexOf(codePoint);
        return index < 0 ? OTHER : 1 << index;
    }

    /** The set with all characters from one to another. */
    static int range(int from, int to) {
        int set = OTHER;
        for (int i = 0; i < SIGNS.length(); i++) {
            char sign = SIGNS.charAt(i);
            set |= sign >= from && sign <= to ? 1 << i : 0;
        }
        return set;
    }

    /** The set of all others; there is always another that is no sign. */
    static int others(int set) {
        return (ALL & ~set) | OTHER;
    }

    /** Whether a character can make a sentence's end before it certain. */
    static boolean isBlank(char unit) {
        return unit == ' ' || unit == '\n' || unit == '\t' || unit == '\r';
    }

    /** One character of a set. */
    static MatchShape one(int set) {
        return new MatchShape(false, set, set, 0, 0, 1);
    }

    MatchShape then(MatchShape next) {
        return new MatchShape(
                empty && next.empty,
                first | (empty ? next.first : 0),
                next.last | (next.empty ? last : 0),
                later | (first == 0 ? next.later : next.first | next.later),
                beforeBlank | next.beforeBlank | meeting(last, next.first),
                length((long) longest + next.longest));
    }

    MatchShape or(MatchShape other) {
        return new MatchShape(
                empty || other.empty,
                first | other.first,
                last | other.last,
                later | other.later,
                beforeBlank | other.beforeBlank,
                Math.max(longest, other.longest));
    }

    MatchShape optional() {
        return new MatchShape(true, first, last, later, beforeBlank, longest);
    }

    /** Any number of times, but at least once. */
    MatchShape repeated() {
        return repeated(ANY_LENGTH);
    }

    /** At least once, and at most so many times. */
    MatchShape repeated(int times) {
        return new MatchShape(
                empty, first, last, first | later, beforeBlank | meeting(last, first), length((long) longest * times));
    }

    private static int length(long characters) {
        return (int) Math.min(ANY_LENGTH, characters);
    }

    private static int meeting(int before, int behind) {
        return (behind & BLANKS & ~OTHER) == 0 ? 0 : before;
    }
}
