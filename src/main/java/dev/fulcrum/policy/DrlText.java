package dev.fulcrum.policy;

import java.util.Locale;

/** Looks at a DRL file before it is parsed: for what other readers would take for something else, and for what a parser could not bear. */
final class DrlText {
    private static final int LONGEST = 2_000_000;
    private static final int DEEPEST = 40;
    /** Problems of one kind that are told of a file: whoever sees these need not see a million. */
    private static final int TOLD = 20;

    private static final String STRANGE = "`'#~^%?\\";

    private final String file;
    private final String text;
    private final Problems problems;

    DrlText(String file, String text, Problems problems) {
        this.file = file;
        this.text = text;
        this.problems = problems;
    }

    /** Whether it can be parsed; what is wrong becomes a problem. */
    boolean isPlain() {
        if (text.length() > LONGEST) {
            problem(0, "the file has " + text.length() + " characters", "part it: a file has at most " + LONGEST);
            return false;
        }
        int before = problems.errors().size();
        escapes();
        signs();
        bracketsAndSigns();
        return problems.errors().size() == before;
    }

    /** Java would read them before anything else, also in comments. */
    private void escapes() {
        String lower = text.toLowerCase(Locale.ROOT);
        int told = 0;
        for (int at = lower.indexOf("\\u"); at >= 0 && told < TOLD; at = lower.indexOf("\\u", at + 1)) {
            told++;
            problem(at, "`\\u` is not allowed, not even in a comment", "write the character itself");
        }
    }

    /** Signs that are not seen, or that make a reader see another text than the one that counts. */
    private void signs() {
        int told = 0;
        for (int i = 0; i < text.length() && told < TOLD; i++) {
            char c = text.charAt(i);
            boolean control = c < ' ' && c != '\n' && c != '\r' && c != '\t';
            boolean turning = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
            if (control || c == '\u007f' || turning || c == '\u2028' || c == '\u2029' || c == '\u0085') {
                told++;
                problem(i, "an invisible sign (U+%04X) is not allowed".formatted((int) c), "remove it");
            }
        }
    }

    private void bracketsAndSigns() {
        String bare = withoutComments(text);
        int depth = 0;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == '"') {
                i = endOfString(bare, i);
            } else if (STRANGE.indexOf(c) >= 0) {
                // the parser would skip some of them without a word
                problem(
                        i,
                        "`" + c + "` is not allowed outside of texts",
                        c == '\'' ? "write texts in double quotes" : "see docs/rules.md, What check refuses");
                return;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
                if (depth > DEEPEST) {
                    problem(i, "brackets are nested too deeply", "write a plainer condition");
                    return;
                }
            } else if (c == ')' || c == ']' || c == '}') {
                depth = Math.max(0, depth - 1);
            }
        }
    }

    /** A text with its comments blanked, but for their line feeds. */
    static String withoutComments(String text) {
        StringBuilder bare = new StringBuilder(text);
        int i = 0;
        while (i < text.length()) {
            int end = i + 1;
            if (text.charAt(i) == '"') {
                end = endOfString(text, i) + 1;
            } else if (text.startsWith("//", i)) {
                int line = text.indexOf('\n', i);
                end = line < 0 ? text.length() : line;
                blank(bare, i, end);
            } else if (text.startsWith("/*", i)) {
                int close = text.indexOf("*/", i + 2);
                end = close < 0 ? text.length() : close + 2;
                blank(bare, i, end);
            }
            i = end;
        }
        return bare.toString();
    }

    private static void blank(StringBuilder text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }

    /** Where a text in double quotes ends: at its closing quote, or with its line. */
    private static int endOfString(String text, int start) {
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != '"' && text.charAt(i) != '\n') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, text.length() - 1);
    }

    private void problem(int at, String what, String mend) {
        int line =
                1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        problems.error(file, line, "", what, mend);
    }
}
