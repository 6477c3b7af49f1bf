package dev.fulcrum.inspect;

/**
 * Finds e-mail addresses in a folded text.
 *
 * <p>An address is a dot-atom of at most 64 characters (RFC 5321), an {@code @}, and a domain with a dot whose last label
 * has letters only. It may touch Han characters on either side, as it does in Chinese prose. The log-in part of a URL
 * or of a git remote is none.
 */
final class Emails {
    private static final int LOCAL_LIMIT = 64;
    private static final int DOMAIN_LIMIT = 253;
    /** Of the signs that RFC 5322 allows, those in use; the rest in front of an address is mark-up or a parameter's name. */
    private static final String LOCAL_SIGNS = "._%+-'";

    private Emails() {}

    static Stretches find(CharSequence text) {
        Stretches found = new Stretches();
        int from = 0;
        for (int at = 1; at < text.length() - 3; at++) {
            if (text.charAt(at) == '@') {
                int end = domainEnd(text, at + 1);
                int start = end < 0 ? -1 : localStart(text, at, from);
                if (start >= 0 && !isLogin(text, start, at, end)) {
                    found.add(start, end);
                    from = end;
                    at = end - 1;
                }
            }
        }
        return found;
    }

    /** Where the part in front of the {@code @} begins; -1 when there is none. */
    private static int localStart(CharSequence text, int at, int from) {
        if (text.charAt(at - 1) == '.') {
            return -1;
        }
        int start = at;
        int lowest = Math.max(from, at - LOCAL_LIMIT);
        while (start > lowest && isLocal(text.charAt(start - 1)) && !twoDots(text, start - 1)) {
            start--;
        }
        while (start < at && !isFirst(text.charAt(start))) {
            start++;
        }
        return start < at ? start : -1;
    }

    private static boolean twoDots(CharSequence text, int index) {
        return text.charAt(index) == '.' && text.charAt(index + 1) == '.';
    }

    /** Where the domain ends; -1 when it is none. */
    private static int domainEnd(CharSequence text, int start) {
        int limit = Math.min(text.length(), start + DOMAIN_LIMIT);
        int label = start;
        int end = -1;
        int i = start;
        while (true) {
            char unit = i < limit ? text.charAt(i) : ' ';
            if (isLetterOrDigit(unit) || unit == '-') {
                i++;
                continue;
            }
            if (i == label || text.charAt(label) == '-' || text.charAt(i - 1) == '-') {
                return end;
            }
            if (label > start && isTopLevel(text, label, i)) {
                end = i;
            }
            if (unit != '.') {
                return end;
            }
            i++;
            label = i;
        }
    }

    private static boolean isTopLevel(CharSequence text, int start, int end) {
        boolean encoded = end - start > 4 && text.charAt(start) == 'x' && text.charAt(start + 1) == 'n';
        for (int i = start; i < end && !encoded; i++) {
            if (Script.isDigit(text.charAt(i)) || text.charAt(i) == '-') {
                return false;
            }
        }
        return end - start >= 2;
    }

    private static boolean isLogin(CharSequence text, int start, int at, int end) {
        boolean remote = end + 1 < text.length() && text.charAt(end) == ':' && !Script.isBlank(text.charAt(end + 1));
        if (remote && "git".contentEquals(text.subSequence(start, at))) {
            return true;
        }
        int lowest = Math.max(2, at - 2 * LOCAL_LIMIT);
        for (int i = start - 1; i >= lowest && !Script.isBlank(text.charAt(i)); i--) {
            if (text.charAt(i) == '/') {
                return text.charAt(i - 1) == '/' && text.charAt(i - 2) == ':';
            }
        }
        return false;
    }

    private static boolean isLocal(char unit) {
        return isLetterOrDigit(unit) || LOCAL_SIGNS.indexOf(unit) >= 0;
    }

    private static boolean isFirst(char unit) {
        return isLetterOrDigit(unit) || unit == '_';
    }

    private static boolean isLetterOrDigit(char unit) {
        return unit < 128 ? Script.isAsciiLetterOrDigit(unit) : Script.isWordPart(unit);
    }
}
