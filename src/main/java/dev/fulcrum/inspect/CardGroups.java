package dev.fulcrum.inspect;

/**
 * A card number whose digits any signs, comments or tags part, in groups as they stand on cards, in equal ones, or each from the next.
 *
 * <p>Only what has the right check digit and an issuer's prefix is one: numbers that are added, listed or compared pass.
 */
final class CardGroups {
    static final int NONE = -1;

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int WIDEST_GAP = 8;
    /** Beginnings of comments that end nowhere, of which no more are looked at. */
    private static final int MOST_UNCLOSED = 2;

    /** How far all may reach, comments included. */
    private static final int LONGEST_TEXT = 200;

    private final StringBuilder digits = new StringBuilder();
    private final int[] sizes = new int[LONGEST + 1];
    private final int[] ends = new int[LONGEST + 1];
    private int groups;
    private boolean open;
    private int unclosed;

    /** Behind the card number that begins at a digit; {@link #NONE} when none does whose gaps are odd. */
    int end(Draft text, int index) {
        digits.setLength(0);
        groups = 0;
        open = false;
        unclosed = 0;
        boolean odd = false;
        int found = NONE;
        String before = "";
        int i = index;
        while (i < text.length() && Script.isDigit(text.charAt(i)) && i - index < LONGEST_TEXT) {
            int from = i;
            while (i < text.length() && Script.isDigit(text.charAt(i)) && i - from <= LONGEST) {
                digits.append(text.charAt(i++));
            }
            if (digits.length() > LONGEST) {
                break;
            }
            sizes[groups] = i - from;
            ends[groups++] = i;
            int gap = gapEnd(text, i);
            open |= gap == text.length();
            String next = text.text(i, gap);
            boolean goesOn = gap < text.length() && Script.isDigit(text.charAt(gap));
            boolean closed = !goesOn || !next.equals(before);
            if (odd && closed && !isTied(text, i, gap) && isShaped() && CardIssuers.isValid(digits.toString())) {
                found = i;
            }
            if (!goesOn || gap == i) {
                break;
            }
            odd |= !next.equals(" ") && (!next.equals("-") || sizes[groups - 1] == 2 || sizes[groups - 1] == 8);
            before = next;
            i = gap;
        }
        return found;
    }

    /** Whether more text may make it longer. */
    boolean isOpen() {
        return open;
    }

    /** How many groups were read, some of which may stand behind the number. */
    int groups() {
        return groups;
    }

    /** Index behind a group. */
    int groupEnd(int group) {
        return ends[group];
    }

    int groupStart(int group) {
        return ends[group] - sizes[group];
    }

    private static boolean isTied(Draft text, int end, int gap) {
        return gap == end
                && end < text.length()
                && Rewriter.isLetter(text.charAt(end))
                && !Script.isHan(text.charAt(end));
    }

    private boolean isShaped() {
        int count = digits.length();
        if (count < SHORTEST || groups < 2) {
            return false;
        }
        boolean equal = true;
        for (int i = 1; i < groups; i++) {
            equal &= sizes[i] == sizes[0] || (i == groups - 1 && sizes[0] == 4 && sizes[i] < 4);
        }
        boolean six = groups == 3 && sizes[0] == 4 && sizes[1] == 6 && sizes[2] >= 4;
        return six || (equal && (sizes[0] == 1 || sizes[0] == 2 || sizes[0] == 4 || sizes[0] == 8));
    }

    /** Behind what parts two groups: signs and blanks, comments and tags; a list's comma and blank, and a line's end, part numbers. */
    private int gapEnd(Draft text, int from) {
        int i = from;
        int signs = 0;
        boolean blank = false;
        boolean comma = false;
        while (i < text.length() && signs < WIDEST_GAP && i - from < LONGEST_TEXT) {
            char unit = text.charAt(i);
            int comment = unclosed > MOST_UNCLOSED ? i : Between.comment(text, i);
            unclosed += comment == i && (unit == '<' || text.matches(i, "/*")) ? 1 : 0;
            if (comment > i) {
                i = comment;
                continue;
            }
            boolean line = unit == '\n' || unit == '\r';
            if (line && !isHyphen(text, i, from)) {
                break;
            }
            if (!line && !Script.isBlank(unit) && !Between.isSign(unit) && unit != '\'' && unit != '’' && unit != '@') {
                break;
            }
            blank |= Script.isBlank(unit);
            comma |= !blank && (unit == ',' || unit == ';' || unit == '，' || unit == '、' || unit == '；');
            signs++;
            i++;
        }
        return blank && comma ? from : i;
    }

    /** Whether a line's end stands behind a hyphen or a backslash, or behind another one that does. */
    private static boolean isHyphen(Draft text, int index, int from) {
        int i = index - 1;
        if (i >= from && text.charAt(i) == '\r') {
            i--;
        }
        return i >= from && (text.charAt(i) == '-' || text.charAt(i) == '\\');
    }
}
