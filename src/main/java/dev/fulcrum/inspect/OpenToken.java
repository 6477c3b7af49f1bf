package dev.fulcrum.inspect;

/**
 * The end of a text that is still coming, as far as it may belong to an address or a number: the last word of ASCII signs and of letters of
 * scripts that set words apart, and before it every group of digits that a number may still continue.
 */
final class OpenToken {
    /** Longer than any number with its blanks, and than what may follow one and matter. */
    private static final int REACH = 96;

    private OpenToken() {}

    /** First index of what may not be final. */
    static int start(String text) {
        int start = wordStart(text, text.length());
        int limit = Math.max(0, text.length() - REACH);
        for (int at = start - 1; at >= limit; at--) {
            if (telling(text.charAt(at))) {
                start = wordStart(text, at + 1);
                at = start;
            }
        }
        return text.isEmpty() ? 0 : lettersBefore(text, start);
    }

    private static boolean telling(char unit) {
        return Character.isDigit(unit)
                || unit == '@'
                || unit == '\uFF20'
                || unit == '+'
                || unit == '\uFF0B'
                || unit == '(';
    }

    /** Back over what an address, a number or a token is written with. */
    private static int wordStart(String text, int end) {
        int at = end;
        while (at > 0 && written(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** A group of letters may begin a number that goes on behind a blank, as the country of an IBAN does. */
    private static int lettersBefore(String text, int start) {
        int at = start;
        while (at > 0 && start - at < 4 && !written(text.charAt(at - 1))) {
            at--;
        }
        int word = wordStart(text, at);
        return start < text.length() && at - word <= 4 ? word : start;
    }

    private static boolean written(char unit) {
        return (unit > ' ' && unit < 127)
                || (unit >= '\uFF01' && unit <= '\uFF5E')
                || Script.isInvisible(unit)
                || Script.isWordPart(unit)
                || Character.isSurrogate(unit);
    }
}
