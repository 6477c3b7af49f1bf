package dev.fulcrum.inspect;

import java.util.Locale;
import java.util.Set;

/**
 * Finds web addresses, {@value #LINK}, and images that a reader's browser would fetch from one, {@value #IMAGE}: a model that was talked
 * into it can carry out what it knows in such an address.
 *
 * <p>Images count in Markdown and in HTML, the whole mark-up; the score is higher where the address has a query.
 */
final class LinkDetector implements Detector {
    static final String LINK = "content.link";
    static final String IMAGE = "content.image-link";
    static final Set<String> KINDS = Set.of(LINK, IMAGE);

    private static final Set<String> SCHEMES = Set.of("http", "https", "ftp");
    private static final int LONGEST_SCHEME = 5;
    private static final int LONGEST_ADDRESS = 4_096;
    private static final int LONGEST_LABEL = 512;
    private static final double PLAIN_IMAGE = 0.6;
    private static final double IMAGE_WITH_QUERY = 0.9;

    private final boolean link;
    private final boolean image;

    LinkDetector(Set<String> kinds) {
        link = kinds.contains(LINK);
        image = kinds.contains(IMAGE);
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        String text = reading.text();
        if (link) {
            links(text, sightings);
        }
        if (image) {
            markdown(text, sightings);
            html(text, sightings);
        }
    }

    private static void links(String text, Sightings sightings) {
        int from = 0;
        for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", Math.max(at + 3, from))) {
            int start = schemeStart(text, at);
            int end = start < 0 ? -1 : end(text, at + 3);
            if (end > at + 3) {
                sightings.add(LINK, 1, start, end);
                from = end;
            }
        }
    }

    private static int schemeStart(String text, int colon) {
        int start = colon;
        while (start > 0 && colon - start < LONGEST_SCHEME && Script.isAsciiLetter(text.charAt(start - 1))) {
            start--;
        }
        boolean known = SCHEMES.contains(text.substring(start, colon).toLowerCase(Locale.ROOT));
        boolean inside = start > 0 && Script.isAsciiLetterOrDigit(text.charAt(start - 1));
        return known && !inside ? start : -1;
    }

    /** Where the address ends: before a blank, a quote, Chinese punctuation, or the punctuation of the sentence around it. */
    private static int end(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST_ADDRESS);
        int end = start;
        int open = 0;
        while (end < limit && belongs(text.charAt(end))) {
            char unit = text.charAt(end);
            open += unit == '(' ? 1 : 0;
            if (unit == ')' && --open < 0) {
                break;
            }
            end++;
        }
        while (end > start && ".,;:!?'*_".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean belongs(char unit) {
        return unit > ' ' && unit < '\u007F' && "\"<>`{}|\\^[]".indexOf(unit) < 0;
    }

    private static void markdown(String text, Sightings sightings) {
        Ahead labels = new Ahead(text, "](");
        Ahead closings = new Ahead(text, ")");
        int from = 0;
        for (int at = text.indexOf("!["); at >= 0; at = text.indexOf("![", Math.max(at + 2, from))) {
            int label = labels.within(at + 2, LONGEST_LABEL);
            int address = label < 0 ? -1 : behindPadding(text, label + 2);
            int close = address < 0 || !isRemote(text, address) ? -1 : closings.within(address, LONGEST_ADDRESS);
            if (close > 0) {
                sightings.add(IMAGE, score(text, address, close), at, close + 1);
                from = close;
            }
        }
    }

    private static int behindPadding(String text, int from) {
        int i = from;
        while (i < text.length() && i - from < 8 && (text.charAt(i) == ' ' || text.charAt(i) == '<')) {
            i++;
        }
        return i;
    }

    private static void html(String text, Sightings sightings) {
        Ahead closings = new Ahead(text, ">");
        int from = 0;
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', Math.max(at + 1, from))) {
            if (!text.regionMatches(true, at, "<img", 0, 4)) {
                continue;
            }
            int close = closings.within(at, LONGEST_ADDRESS);
            int end = close < 0 ? Math.min(text.length(), at + LONGEST_ADDRESS) : close + 1;
            int source = indexOf(text, "://", at, end - at);
            if (source > 0 && source < end) {
                sightings.add(IMAGE, score(text, source, end), at, end);
            }
            from = end;
        }
    }

    private static boolean isRemote(String text, int start) {
        return text.startsWith("//", start)
                || text.regionMatches(true, start, "http://", 0, 7)
                || text.regionMatches(true, start, "https://", 0, 8);
    }

    private static double score(String text, int start, int end) {
        int query = indexOf(text, "?", start, end - start);
        return query >= 0 && query < end ? IMAGE_WITH_QUERY : PLAIN_IMAGE;
    }

    /** Index of a string that begins within so many characters; -1 when none does. */
    private static int indexOf(String text, String wanted, int from, int within) {
        int limit = Math.min(text.length() - wanted.length(), from + within);
        for (int i = from; i <= limit; i++) {
            if (text.startsWith(wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    /** The next place of a string from places that ascend; every character is looked at once. */
    private static final class Ahead {
        private final String text;
        private final String wanted;
        private int next = -1;

        Ahead(String text, String wanted) {
            this.text = text;
            this.wanted = wanted;
        }

        /** Index of the string if it begins within so many characters; -1 when it does not. */
        int within(int from, int characters) {
            if (next < from && next < text.length()) {
                int found = text.indexOf(wanted, from);
                next = found < 0 ? text.length() : found;
            }
            return next < text.length() && next - from <= characters ? next : -1;
        }
    }
}
