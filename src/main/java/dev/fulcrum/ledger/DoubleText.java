package dev.fulcrum.ledger;

/**
 * Numbers as {@link Double#toString(double)} has them. Not thread-safe.
 *
 * <p>Scores are few and come again, so that the texts of some are kept, each in the one place that its bits lead to.
 */
final class DoubleText {
    private static final int PLACES = 64;
    private static final int HASH = 0x9E3779B1;

    private final double[] numbers = new double[PLACES];
    private final String[] texts = new String[PLACES];

    String text(double number) {
        int place = (Double.hashCode(number) * HASH) >>> 26;
        String known = texts[place];
        if (known != null && Double.compare(numbers[place], number) == 0) {
            return known;
        }
        String text = Double.toString(number);
        numbers[place] = number;
        texts[place] = text;
        return text;
    }
}
