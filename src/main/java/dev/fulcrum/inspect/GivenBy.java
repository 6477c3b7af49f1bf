package dev.fulcrum.inspect;

/** What has to stand between a word and the value that it gives; each answers where the value begins, or -1. */
final class GivenBy {
    private static final int FARTHEST = 6;
    private static final int LINE = 40;

    private GivenBy() {}

    /** Behind a title of a text as it came: it is capitalised, and neither a product's nor a street's abbreviation. */
    static int title(String text, int start, int end) {
        if (!Character.isUpperCase(text.charAt(start))) {
            return -1;
        }
        String title = text.substring(start, end);
        boolean product = title.equals("MS");
        boolean street = title.equals("Dr") && hasDigitBefore(text, start);
        int from = end < text.length() && text.charAt(end) == '.' ? end + 1 : end;
        return product || street ? -1 : blank(text, from);
    }

    /** Behind one blank. */
    static int blank(String text, int end) {
        return end < text.length() && Script.isBlank(text.charAt(end)) ? end + 1 : -1;
    }

    /** Behind a colon or equals sign that follows a field's label, which no other word precedes. */
    static int field(String text, int start, int end) {
        int before = start;
        while (before > 0 && isPadding(text.charAt(before - 1))) {
            before--;
        }
        boolean qualified = before > 0 && isNameOf(text.charAt(before - 1)) && !breaksLine(text, before, start);
        int i = end;
        while (i < text.length() && i - end < FARTHEST && isPadding(text.charAt(i))) {
            i++;
        }
        boolean linked = i < text.length() && (":：=".indexOf(text.charAt(i)) >= 0);
        if (!linked || qualified) {
            return -1;
        }
        int value = i + 1;
        while (value < text.length() && value - i < FARTHEST && isPadding(text.charAt(value))) {
            value++;
        }
        return value;
    }

    /** Behind a colon, an equals sign, 是 or 为 of a folded text. */
    static int colonOrIs(CharSequence text, int end) {
        int i = end;
        boolean linked = false;
        while (i < text.length() && i - end < FARTHEST && ":=是为為 \"'*|".indexOf(text.charAt(i)) >= 0) {
            linked |= ":=是为為|".indexOf(text.charAt(i)) >= 0;
            i++;
        }
        return linked ? i : -1;
    }

    private static boolean isNameOf(char before) {
        return Script.isWordPart(before) || before == '_' || before == '-' || before == '.';
    }

    private static boolean isPadding(char unit) {
        return Script.isBlank(unit) || unit == '"' || unit == '\'' || unit == '*' || unit == '|';
    }

    private static boolean breaksLine(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\n') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasDigitBefore(String text, int start) {
        int lowest = Math.max(0, start - LINE);
        for (int i = start - 1; i >= lowest && text.charAt(i) != '\n'; i--) {
            if (Script.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
