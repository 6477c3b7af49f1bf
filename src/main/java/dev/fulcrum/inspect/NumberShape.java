package dev.fulcrum.inspect;

/** Numbers whose signs say what they are: amounts, decimals, dates, times, versions and addresses of machines. */
final class NumberShape {
    private static final int CARD_DIGITS = 13;

    private NumberShape() {}

    /**
     * Whether the groups of a number are those of something ordinary.
     *
     * @param sizes how many digits each group has
     * @param gaps the sign behind each group but the last; 0 for several
     */
    static boolean isOrdinary(int[] sizes, int groups, CharSequence gaps) {
        if (groups < 2) {
            return true;
        }
        return isDecimal(groups, gaps)
                || isListOfDecimals(sizes, groups, gaps)
                || isThousands(sizes, groups, gaps)
                || isAddress(sizes, groups, gaps)
                || isDate(sizes, groups)
                || isTime(sizes, groups, gaps);
    }

    private static boolean isDecimal(int groups, CharSequence gaps) {
        char gap = gaps.charAt(0);
        return groups == 2 && (gap == '.' || gap == ',' || gap == ':' || gap == '/');
    }

    /** A few small decimals one behind the other, with fewer digits than a card has. */
    private static boolean isListOfDecimals(int[] sizes, int groups, CharSequence gaps) {
        int digits = 0;
        boolean pairs = groups >= 4 && groups % 2 == 0;
        for (int i = 0; i < groups; i++) {
            digits += sizes[i];
            pairs &= i % 2 != 0 || sizes[i] == 1;
            pairs &= i + 1 == groups || gaps.charAt(i) == (i % 2 == 0 ? '.' : ' ');
        }
        return pairs && digits < CARD_DIGITS;
    }

    private static boolean isThousands(int[] sizes, int groups, CharSequence gaps) {
        boolean signs = true;
        for (int i = 0; i + 1 < groups; i++) {
            signs &= ".,· ".indexOf(gaps.charAt(i)) >= 0;
        }
        boolean threes = sizes[0] <= 3;
        for (int i = 1; i + 1 < groups; i++) {
            threes &= sizes[i] == 3;
        }
        boolean decimals = groups > 2 && gaps.charAt(groups - 2) != gaps.charAt(0);
        return signs && threes && (sizes[groups - 1] == 3 || decimals);
    }

    private static boolean isAddress(int[] sizes, int groups, CharSequence gaps) {
        boolean dots = true;
        boolean small = true;
        for (int i = 0; i < groups; i++) {
            dots &= i + 1 == groups || gaps.charAt(i) == '.';
            small &= sizes[i] <= 3;
        }
        return dots && small && groups <= 6 && (groups != groupsOfOne(sizes, groups));
    }

    private static int groupsOfOne(int[] sizes, int groups) {
        int ones = 0;
        for (int i = 0; i < groups; i++) {
            ones += sizes[i] == 1 ? 1 : 0;
        }
        return ones;
    }

    /** A year, a month and a day, and perhaps a time. */
    private static boolean isDate(int[] sizes, int groups) {
        int fours = 0;
        int others = 0;
        for (int i = 0; i < Math.min(3, groups); i++) {
            fours += sizes[i] == 4 ? 1 : 0;
            others += sizes[i] <= 2 ? 1 : 0;
        }
        boolean time = true;
        for (int i = 3; i < groups; i++) {
            time &= sizes[i] == 2 || (i == groups - 1 && sizes[i] != 4);
        }
        return groups >= 3 && fours == 1 && others == 2 && time;
    }

    private static boolean isTime(int[] sizes, int groups, CharSequence gaps) {
        int long4 = 0;
        for (int i = 0; i < groups; i++) {
            long4 += sizes[i] > 3 ? 1 : 0;
        }
        if (long4 > 1) {
            return false;
        }
        for (int i = 0; i < gaps.length(); i++) {
            if (gaps.charAt(i) == ':') {
                return gaps.length() <= 3;
            }
        }
        return false;
    }
}
