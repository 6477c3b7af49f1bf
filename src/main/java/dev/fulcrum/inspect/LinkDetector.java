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

    private final boolean link;
    private final boolean image;

    LinkDetector(Set<String> kinds) {
        link = kinds.contains(LINK);
        image = kinds.contains(IMAGE);
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        if (link) {
            links(reading.text(), reading.begin(), sightings);
        }
        if (image) {
            RemoteImages.find(
                    reading.text(), reading.begin(), (score, start, end) -> sightings.add(IMAGE, score, start, end));
        }
    }

    /** What an address is written with may go on; so may the mark-up of an image. */
    @Override
    public int settled(Reading reading) {
        String text = reading.text();
        int settled = text.length();
        while (link && settled > 0 && belongs(text.charAt(settled - 1))) {
            settled--;
        }
        return image ? Math.min(settled, RemoteImages.find(text, reading.begin(), (score, start, end) -> {})) : settled;
    }

    private static void links(String text, int begin, Sightings sightings) {
        int from = begin;
        for (int at = text.indexOf("://", from); at >= 0; at = text.indexOf("://", Math.max(at + 3, from))) {
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
}
