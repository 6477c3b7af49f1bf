package dev.fulcrum.inspect;

/**
 * The groups of digits that begin at one place of a folded text, on one line and with no more than phone punctuation
 * between them, and which of them have the outer shape of a phone number. Reused from place to place; not thread-safe.
 */
final class PhoneStretch {
    /** Most digits of a number with its country code, by ITU-T E.164. */
    private static final int MOST_DIGITS = 15;

    /** Between two groups stands no more than {@code " - "} or {@code ") ("}. */
    private static final int WIDEST_GAP = 3;

    private static final int FEWEST_INTERNATIONAL = 8;
    private static final int FEWEST_LABELLED = 7;
    private static final int MOST_BARE = 12;

    private final FoldedText text;
    private final Stretches[] others;
    private final char[] digits = new char[MOST_DIGITS];
    private final int[] counts = new int[MOST_DIGITS];
    private final int[] ends = new int[MOST_DIGITS];
    private int groups;
    /** The last group with no dot or slash before it. */
    private int lastPlain;

    /** Reads a text in which other numbers have been found already. */
    PhoneStretch(FoldedText text, Stretches... others) {
        this.text = text;
        this.others = others;
    }

    /** Reads the groups from {@code start}, where a digit stands; the first that would have too many digits ends it. */
    void read(int start) {
        groups = 0;
        lastPlain = -1;
        boolean plain = true;
        int count = 0;
        int i = start;
        while (i >= 0) {
            int from = i;
            while (i < text.length() && Script.isDigit(text.charAt(i))) {
                if (count == MOST_DIGITS) {
                    return;
                }
                digits[count++] = text.charAt(i++);
            }
            lastPlain = plain ? groups : lastPlain;
            counts[groups] = count;
            ends[groups++] = i;
            int next = count < MOST_DIGITS ? behindGap(i) : -1;
            plain &= next < 0 || isPlain(i, next);
            i = next > from ? next : -1;
        }
    }

    /** Where the next group begins; -1 when none does. */
    private int behindGap(int from) {
        int i = from;
        while (i < text.length() && i - from < WIDEST_GAP && " -().".indexOf(text.charAt(i)) >= 0) {
            if (text.charAt(i) == ' ' && text.breaksLine(i)) {
                return -1;
            }
            i++;
        }
        boolean next = i > from && i < text.length() && Script.isDigit(text.charAt(i));
        return next && !Stretches.overlap(i, i + 1, others) ? i : -1;
    }

    private boolean isPlain(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '.') {
                return false;
            }
        }
        return true;
    }

    int groups() {
        return groups;
    }

    /** Text index behind a group. */
    int end(int group) {
        return ends[group];
    }

    /** The digits of all groups up to this one. */
    String digits(int last) {
        return new String(digits, 0, counts[last]);
    }

    /** Whether the groups up to this one may be a number behind a {@code +}. */
    boolean isInternational(int last) {
        return digits[0] != '0' && counts[last] >= FEWEST_INTERNATIONAL;
    }

    /** Whether the groups up to this one may be a number as China writes it, or dials it abroad. */
    boolean isChinese(int last) {
        int count = counts[last];
        boolean mobile = count == 11 && digits[0] == '1' && digits[1] >= '3';
        boolean withCountry = count == 13 && digits[0] == '8' && digits[1] == '6' && digits[2] == '1';
        boolean fixed = count >= 10 && count <= 12 && digits[0] == '0' && digits[1] != '0';
        boolean service = count == 10 && (digits[0] == '4' || digits[0] == '8') && digits[1] == '0' && digits[2] == '0';
        boolean abroad = count >= 11 && digits[0] == '0' && digits[1] == '0' && digits[2] != '0';
        return last <= lastPlain && (mobile || withCountry || fixed || service || abroad);
    }

    /** Whether the groups up to this one may be a number as North America writes it: in one, or as area, exchange, line. */
    boolean isAmerican(int last) {
        int count = counts[last];
        int area = count == 11 && digits[0] == '1' ? 1 : 0;
        if (count != area + 10 || digits[area] < '2' || digits[area + 3] < '2') {
            return false;
        }
        for (int group = 0; group < last; group++) {
            int through = counts[group];
            boolean natural = (area == 1 && through == 1) || through == area + 3 || (through == area + 6 && group > 0);
            if (!natural) {
                return false;
            }
        }
        return true;
    }

    /** Whether the groups up to this one may be any number of any country, once a word says that it is a phone number. */
    boolean isWritten(int last) {
        boolean bare = last == 0 && counts[last] > MOST_BARE;
        return counts[last] >= FEWEST_LABELLED && !bare && !isDate(last) && !(last > lastPlain && isAmount(last));
    }

    /** Whether the groups up to this one have one to three digits and then three each, or four in dots, as amounts and IPs. */
    boolean isAmount(int last) {
        boolean thousands = last > 0 && counts[0] <= 3;
        boolean address = last == 3;
        for (int group = 1; group <= last; group++) {
            thousands &= digitsIn(group) == 3;
            address &= digitsIn(group) <= 3;
        }
        return thousands || (address && last > lastPlain);
    }

    /** Whether the groups up to this one are years, or a day, month and year in some order. */
    private boolean isDate(int last) {
        boolean years = true;
        boolean days = last == 2;
        int yearGroups = 0;
        for (int group = 0; group <= last; group++) {
            boolean year = isYear(group);
            yearGroups += year ? 1 : 0;
            years &= year;
            days &= year || digitsIn(group) <= 2;
        }
        boolean compact = last == 0 && counts[0] == 8 && startsLikeYear(0) && digits[4] <= '1' && digits[6] <= '3';
        return years || (days && yearGroups == 1) || compact;
    }

    private boolean isYear(int group) {
        return digitsIn(group) == 4 && startsLikeYear(counts[group] - 4);
    }

    private boolean startsLikeYear(int from) {
        return (digits[from] == '1' && digits[from + 1] == '9') || (digits[from] == '2' && digits[from + 1] == '0');
    }

    private int digitsIn(int group) {
        return group == 0 ? counts[0] : counts[group] - counts[group - 1];
    }
}
