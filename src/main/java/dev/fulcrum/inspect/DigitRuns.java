package dev.fulcrum.inspect;

/** Where the digits of a text stand, so that whoever looks for one sort of number after the other need not look at anything else. Immutable once made. */
final class DigitRuns {
    static final int NONE = -1;

    private final Stretches runs = new Stretches();

    private DigitRuns() {}

    /** Looks at each character once. */
    static DigitRuns of(CharSequence text) {
        DigitRuns digits = new DigitRuns();
        int i = 0;
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && Script.isDigit(text.charAt(i))) {
                i++;
            }
            if (i > start) {
                digits.runs.add(start, i);
            }
            i++;
        }
        return digits;
    }

    /** Index of the first digit from an index on; {@link #NONE} when there is none. */
    int next(int from) {
        int run = runs.firstBehind(from);
        return run == runs.count() ? NONE : Math.max(from, runs.start(run));
    }

    /** Index behind the last of the digits that follow each other from a digit's index on. */
    int behind(int index) {
        return runs.end(runs.firstBehind(index));
    }
}
