package dev.fulcrum.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/** A regular expression as conditions may write it: RE2, which needs linear time, and not larger than a rule may be. */
final class LinearPattern {
    /** Atoms, each as often as it is counted. */
    static final int LARGEST = 1_000;

    private final Pattern pattern;
    private final int cost;

    private LinearPattern(Pattern pattern, int cost) {
        this.pattern = pattern;
        this.cost = cost;
    }

    static LinearPattern of(String expression, int at) throws NotAllowed {
        long size = size(expression);
        if (size > LARGEST) {
            throw new NotAllowed(
                    "`matches \"" + shorten(expression) + "\"` repeats so much that it has " + size + " parts",
                    "a pattern has " + LARGEST + " at most: use *, or smaller numbers in { }",
                    at);
        }
        refuseOtherMeanings(expression, at);
        try {
            return new LinearPattern(Pattern.compile(expression), 1 + (int) size / 16);
        } catch (PatternSyntaxException e) {
            throw new NotAllowed(
                    "`matches \"" + shorten(expression) + "\"` is no regular expression in RE2: "
                            + DrlReader.firstLine(e.getMessage()),
                    "RE2 has no look-around, back-references or possessive repetition: write it without, or read a finding of a pattern in the lexicon",
                    at);
        } catch (RuntimeException | StackOverflowError e) {
            throw new NotAllowed(
                    "`matches \"" + shorten(expression) + "\"` is nested too deeply", "write a plainer pattern", at);
        }
    }

    /** What Java's expressions mean in another way than RE2's, so that it would match something else without a word. */
    private static void refuseOtherMeanings(String expression, int at) throws NotAllowed {
        int i = 0;
        while (i < expression.length()) {
            char c = expression.charAt(i);
            if (expression.startsWith("\\Q", i)) {
                int end = expression.indexOf("\\E", i);
                i = end < 0 ? expression.length() : end + 2;
            } else if (c == '[') {
                int end = Math.min(classEnd(expression, i), expression.length());
                refuseOtherClass(expression, i + 1, end - 1, at);
                i = end;
            } else {
                refuseOtherBoundary(expression, i, at);
                i += c == '\\' ? 2 : 1;
            }
        }
    }

    /** To RE2 letters beyond ASCII are no letters of words. */
    private static void refuseOtherBoundary(String expression, int boundary, int at) throws NotAllowed {
        if (!expression.startsWith("\\b", boundary) && !expression.startsWith("\\B", boundary)) {
            return;
        }
        int behind = boundary + 2;
        boolean beyond = (boundary > 0 && isLetterBeyondAscii(expression.codePointBefore(boundary)))
                || (behind < expression.length() && isLetterBeyondAscii(expression.codePointAt(behind)));
        if (beyond) {
            throw new NotAllowed(
                    "`matches \"" + shorten(expression) + "\"` has " + expression.substring(boundary, behind)
                            + " beside a letter beyond a to z, where RE2 sees no word begin or end",
                    "leave it out, or write (^|[^\\\\pL]) before the word",
                    at);
        }
    }

    private static boolean isLetterBeyondAscii(int c) {
        return c > 127 && Character.isLetterOrDigit(c);
    }

    private static void refuseOtherClass(String expression, int from, int end, int at) throws NotAllowed {
        int i = from;
        while (i < end) {
            if (expression.startsWith("[:", i)) {
                i += skipNamed(expression, i);
            } else if (expression.charAt(i) == '[' || expression.startsWith("&&", i)) {
                throw new NotAllowed(
                        "`matches \"" + shorten(expression) + "\"` has `" + (expression.charAt(i) == '[' ? "[" : "&&")
                                + "` inside [ ], which RE2 takes as it stands",
                        "write one class without another inside, and \\\\[ or \\\\& for the signs themselves",
                        at);
            } else {
                i += expression.charAt(i) == '\\' ? 2 : 1;
            }
        }
    }

    boolean matches(String text) {
        Run.current().work(cost);
        return pattern.matcher(new Texts.Counted(text, cost)).matches();
    }

    private static String shorten(String expression) {
        return expression.length() <= 60 ? expression : expression.substring(0, 59) + "…";
    }

    /** How many atoms the expression has, counted repetitions multiplied. Rather too many than too few. */
    static long size(String expression) {
        Deque<Long> outer = new ArrayDeque<>();
        long sum = 0;
        long last = 0;
        int i = 0;
        while (i < expression.length()) {
            char c = expression.charAt(i);
            if (c == '(') {
                outer.push(sum);
                sum = 0;
                last = 0;
                i++;
            } else if (c == ')') {
                last = Math.max(1, sum);
                sum = bounded(last + (outer.isEmpty() ? 0 : outer.pop()));
                i++;
            } else if (c == '{') {
                int end = expression.indexOf('}', i);
                long times = end < 0 ? 1 : times(expression.substring(i + 1, end));
                sum = bounded(sum + last * (times - 1));
                last = bounded(last * times);
                i = end < 0 ? i + 1 : end + 1;
            } else {
                boolean named = c == '\\'
                        && "xpP".indexOf(expression.startsWith("{", i + 2) ? expression.charAt(i + 1) : 0) >= 0;
                boolean counts = "*+?|^$".indexOf(c) < 0;
                last = counts ? 1 : last;
                sum = bounded(sum + (counts ? 1 : 0));
                i = c == '[' ? classEnd(expression, i) : named ? namedEnd(expression, i) : c == '\\' ? i + 2 : i + 1;
            }
        }
        while (!outer.isEmpty()) {
            sum = bounded(sum + outer.pop());
        }
        return sum;
    }

    /** Behind what is named in braces, such as {@code \\p{Han}}. */
    private static int namedEnd(String expression, int start) {
        int end = expression.indexOf('}', start);
        return end < 0 ? expression.length() : end + 1;
    }

    private static long bounded(long size) {
        return Math.min(size, 1_000_000_000L);
    }

    private static int classEnd(String expression, int start) {
        int i = start + 1;
        i += i < expression.length() && expression.charAt(i) == '^' ? 1 : 0;
        i += i < expression.length() && expression.charAt(i) == ']' ? 1 : 0;
        while (i < expression.length() && expression.charAt(i) != ']') {
            i += expression.charAt(i) == '\\' ? 2 : expression.startsWith("[:", i) ? skipNamed(expression, i) : 1;
        }
        return i + 1;
    }

    private static int skipNamed(String expression, int at) {
        int end = expression.indexOf(":]", at);
        return end < 0 ? 1 : end + 2 - at;
    }

    private static long times(String counted) {
        long most = 1;
        for (String number : counted.split(",", -1)) {
            if (!number.isEmpty() && number.length() <= 9 && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                most = Math.max(most, Long.parseLong(number));
            }
        }
        return most;
    }
}
