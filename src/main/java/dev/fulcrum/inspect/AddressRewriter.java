package dev.fulcrum.inspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads addresses whose signs are written as words, and takes out comments that stand within something. */
final class AddressRewriter extends Rewriter {
    private static final int ADDRESS_REACH = 120;
    private static final int LONGEST_NAME = 64;
    /** Signs behind a host's name, not within it. */
    private static final String NO_HOST = "./:@";

    private static final String[] WORDS = {"at", "dot", "ät", "punkt", "point"};

    /** What stands before a thing to look at, and is no host. */
    private static final String NO_ARTICLE =
            "(?!(?:the|an?|this|that|my|your|our|his|her|its|their|each|every|one|any|no)[ _-])";

    private static final Pattern AT = Pattern.compile(
            "[ _-]{0,2}[(\\[{<][ _-]{0,2}(?:at|@|ät)[ _-]{0,2}[)\\]}>][ _-]{0,2}(?=[\\p{L}\\d])"
                    + "| [_*\"|/~=-]{1,2}at[_*\"|/~=-]{1,2} (?=[\\p{L}\\d-]{1,40}\\.\\p{L}{2})"
                    + "|[ _-]{1,3}at[ _-]{1,3}" + NO_ARTICLE
                    + "(?=[\\p{L}\\d-]{1,40}(?:[ _-]{1,3}dot[ _-]{1,3}|[ ]?[(\\[{][ ]?(?:dot|\\.)[ ]?[)\\]}][ ]?)[\\p{L}\\d])"
                    + "| {1,2}at {1,2}" + NO_ARTICLE + "(?=[\\p{L}\\d-]{1,40} {1,2}dot {1,2}[\\p{L}\\d])"
                    + "| {1,2}@ {0,2}(?=[\\p{L}\\d-]{1,40} ?\\.)|@ {1,2}(?=[\\p{L}\\d-]{1,40} ?\\.)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DOT = Pattern.compile(
            "[ _-]{0,2}[(\\[{<][ _-]{0,2}(?:dot|punkt|point|\\.)[ _-]{0,2}[)\\]}>][ _-]{0,2}(?=[\\p{L}\\d])"
                    + "|[ _-]{1,3}dot[ _-]{1,3}(?=[\\p{L}\\d])"
                    + "| \\. ?(?=[\\p{L}\\d])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CAPITAL = Pattern.compile("AT(?=[a-z0-9])|DOT(?=[a-z])");

    @Override
    int look(Draft text, int index) {
        char unit = text.charAt(index);
        if (index == 0 || Script.isDigit(unit) || Script.isCommonHan(unit)) {
            return index;
        }
        char before = text.charAt(index - 1);
        if (!Script.isAsciiLetter(unit) && isAlnum(before) && (Between.isSign(unit) || unit == '\'')) {
            int end = withinHost(text, index);
            if (end > index) {
                return end;
            }
        }
        if (unit > 127) {
            return index;
        }
        if (Script.isAsciiLetter(unit) && !isAlnum(before)) {
            return spelled(text, index);
        }
        if (Script.isAsciiLetter(unit)) {
            return (unit == 'A' || unit == 'D') && before >= 'a' && before <= 'z'
                    ? address(text, index, CAPITAL)
                    : index;
        }
        if (unit == '<' || unit == '/') {
            int end = comment(text, index);
            if (end > index) {
                return end;
            }
        }
        return isAlnum(before) && " _-([{<@".indexOf(unit) >= 0 ? address(text, index, null) : index;
    }

    /** Drops tags and signs of markup from the first name of a host, behind an address's sign. */
    private int withinHost(Draft text, int index) {
        int at = index - 1;
        while (at > 0 && index - at < LONGEST_NAME && isOfName(text.charAt(at))) {
            at--;
        }
        if (at < 1 || at == index - 1 || text.charAt(at) != '@' || !isAlnum(text.charAt(at - 1))) {
            return index;
        }
        int end = lineEnd(text, Between.endOrStop(text, index, ",;!'"));
        int dot = end;
        while (dot < text.length() && dot - end < LONGEST_NAME && isOfName(text.charAt(dot))) {
            dot++;
        }
        if (dot + 1 >= text.length() || Between.mayClose(text, index)) {
            mayGoOn(index);
        }
        boolean host = end > index
                && dot > end
                && dot + 1 < text.length()
                && text.charAt(dot) == '.'
                && isLetter(text.charAt(dot + 1));
        if (!host
                || NO_HOST.indexOf(text.charAt(index)) >= 0
                || text.text(index, end).equals("-")) {
            return index;
        }
        drop(index, end);
        return end;
    }

    private static int lineEnd(Draft text, int index) {
        int i = index < text.length() && text.charAt(index) == '\r' ? index + 1 : index;
        return i < text.length() && text.charAt(i) == '\n' ? i + 1 : index;
    }

    private static boolean isOfName(char unit) {
        return isAlnum(unit) || unit == '-';
    }

    /** An address of which each character stands alone. */
    private int spelled(Draft text, int index) {
        if (index + 1 < text.length() && isAlnum(text.charAt(index + 1))) {
            return index;
        }
        int end = SpelledAddress.end(text, index);
        if (SpelledAddress.mayGoOn(text, index)) {
            mayGoOn(index);
        }
        int gap = SpelledAddress.gapAt(text, index);
        for (int i = index + 1; i < end; i += 1 + gap) {
            drop(i, i + gap);
        }
        return end;
    }

    private int comment(Draft text, int index) {
        boolean begins = text.matches(index, "<!--") || text.matches(index, "/*");
        if (Between.mayClose(text, index)) {
            mayGoOn(index);
        }
        int end = begins ? Between.comment(text, index) : index;
        if (end == text.length()) {
            mayGoOn(index);
        }
        if (end == index
                || end >= text.length()
                || Script.isBlank(text.charAt(index - 1))
                || Script.isBlank(text.charAt(end))) {
            return index;
        }
        drop(index, end);
        return end;
    }

    private int address(Draft text, int index, Pattern only) {
        int to = Math.min(text.length(), index + ADDRESS_REACH);
        if (only == null && !mayBeAddress(text, index, to)) {
            return index;
        }
        String ahead = text.text(index, to);
        if (only != null) {
            int end = match(only, text, index, to, ahead);
            if (end > 0) {
                replace(index, index + end, ahead.startsWith("AT") ? '@' : '.');
            }
            return index + Math.max(0, end);
        }
        int at = match(AT, text, index, to, ahead);
        int dot = at > 0 ? -1 : match(DOT, text, index, to, ahead);
        if (at > 0 || dot > 0) {
            int end = Math.max(at, dot);
            replace(index, index + end, at > 0 ? '@' : '.');
            return index + end;
        }
        return index;
    }

    /** Whether the first word or sign ahead is one that an address written as words goes on with. */
    private static boolean mayBeAddress(Draft text, int index, int to) {
        for (int i = index; i < Math.min(to, index + 6); i++) {
            char unit = text.charAt(i);
            if (Script.isAsciiLetter(unit) || unit > 127) {
                return mayBeWord(text, i);
            }
            if (unit == '@' || unit == '.') {
                return true;
            }
        }
        return to == text.length();
    }

    private static boolean mayBeWord(Draft text, int start) {
        if ("adpäADPÄ".indexOf(text.charAt(start)) < 0) {
            return false;
        }
        for (String word : WORDS) {
            int i = 0;
            while (i < word.length()
                    && start + i < text.length()
                    && Character.toLowerCase(text.charAt(start + i)) == word.charAt(i)) {
                i++;
            }
            int end = start + i;
            boolean whole = i == word.length() && (end == text.length() || !isAlnum(text.charAt(end)));
            if (whole || end == text.length()) {
                return true;
            }
        }
        return false;
    }

    private int match(Pattern pattern, Draft text, int index, int to, String ahead) {
        Matcher matcher = pattern.matcher(ahead);
        boolean found = matcher.lookingAt();
        if (to == text.length() && matcher.hitEnd()) {
            mayGoOn(index);
        }
        return found ? matcher.end() : -1;
    }
}
