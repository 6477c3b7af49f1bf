package dev.fulcrum.inspect;

/** What stands between a word and the secret it announces. */
final class Link {
    private static final int LONGEST = 12;
    private static final String QUOTES = "\"'`“”‘’「」『』";

    private Link() {}

    /** Index behind what links the word to the value: a colon, an equals sign, "is", 是 or 为; -1 when nothing does. */
    static int behind(String text, int from) {
        int limit = Math.min(text.length(), from + LONGEST);
        boolean linked = false;
        int i = from;
        while (i < limit) {
            char unit = text.charAt(i);
            if (":：=＝是为為".indexOf(unit) >= 0) {
                linked = true;
                i++;
            } else if (text.regionMatches(true, i, "is ", 0, 3) && i > from && Script.isBlank(text.charAt(i - 1))) {
                linked = true;
                i += 3;
            } else if (Script.isBlank(unit) || QUOTES.indexOf(unit) >= 0 || unit == '*') {
                i++;
            } else {
                break;
            }
        }
        return linked ? i : -1;
    }
}
