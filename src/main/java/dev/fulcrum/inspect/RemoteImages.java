package dev.fulcrum.inspect;

/**
 * Finds images that a reader's browser would fetch, the whole mark-up, in Markdown and in HTML; the score is higher where the address
 * has a query.
 *
 * <p>What begins at an index depends on what follows it alone, so a text may be read from any index that no image covers. Reads each
 * character a bounded number of times.
 */
final class RemoteImages {
    private static final String LABEL = "![";
    private static final String ADDRESS = "](";
    private static final String TAG = "<img";
    private static final String SEPARATOR = "://";
    private static final int LONGEST_ADDRESS = 4_096;
    private static final int LONGEST_LABEL = 512;
    private static final int LONGEST_PADDING = 8;
    private static final int LONGEST_SCHEME = "https://".length();
    private static final double PLAIN = 0.6;
    private static final double WITH_QUERY = 0.9;

    private final String text;
    private final int begin;
    private final Found found;
    /** From where on more text may change what is found. */
    private int settled;

    /** Gets an image. */
    @FunctionalInterface
    interface Found {
        void image(double score, int start, int end);
    }

    private RemoteImages(String text, int begin, Found found) {
        this.text = text;
        this.begin = begin;
        this.found = found;
        settled = text.length();
    }

    /**
     * Finds the images that begin at an index or behind it.
     *
     * @return the index before which more text would change nothing
     */
    static int find(String text, int begin, Found found) {
        RemoteImages images = new RemoteImages(text, begin, found);
        images.markdown();
        images.html();
        return images.settled;
    }

    private void markdown() {
        Ahead labels = new Ahead(text, ADDRESS);
        Ahead closings = new Ahead(text, ")");
        int from = begin;
        for (int at = text.indexOf(LABEL, from); at >= 0; at = text.indexOf(LABEL, Math.max(at + 2, from))) {
            int label = labels.within(at + 2, LONGEST_LABEL);
            if (label < 0) {
                openIf(text.length() - at - 2 <= LONGEST_LABEL + 1, at);
                continue;
            }
            int address = behindPadding(label + 2);
            openIf(text.length() - address < LONGEST_SCHEME, at);
            if (!isRemote(address)) {
                continue;
            }
            int close = closings.within(address, LONGEST_ADDRESS);
            if (close < 0) {
                openIf(text.length() - address <= LONGEST_ADDRESS, at);
            } else {
                found.image(score(address, close), at, close + 1);
                from = close;
            }
        }
        openIf(text.endsWith("!"), text.length() - 1);
    }

    private void html() {
        Ahead closings = new Ahead(text, ">");
        Ahead sources = new Ahead(text, SEPARATOR);
        int from = begin;
        for (int at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', Math.max(at + 1, from))) {
            int letters = Math.min(TAG.length(), text.length() - at);
            if (!text.regionMatches(true, at, TAG, 0, letters)) {
                continue;
            }
            openIf(letters < TAG.length(), at);
            int close = closings.within(at, LONGEST_ADDRESS);
            openIf(close < 0 && text.length() - at < LONGEST_ADDRESS + SEPARATOR.length(), at);
            int end = close < 0 ? Math.min(text.length(), at + LONGEST_ADDRESS) : close + 1;
            int source = letters < TAG.length() ? -1 : sources.within(at, end - at - 1);
            if (source >= 0) {
                found.image(score(source, end), at, end);
                from = end;
            }
        }
    }

    private void openIf(boolean open, int at) {
        settled = open ? Math.min(settled, at) : settled;
    }

    private int behindPadding(int from) {
        int i = from;
        while (i < text.length() && i - from < LONGEST_PADDING && (text.charAt(i) == ' ' || text.charAt(i) == '<')) {
            i++;
        }
        return i;
    }

    private boolean isRemote(int start) {
        return text.startsWith("//", start)
                || text.regionMatches(true, start, "http://", 0, 7)
                || text.regionMatches(true, start, "https://", 0, 8);
    }

    private double score(int start, int end) {
        int query = start;
        while (query < end && text.charAt(query) != '?') {
            query++;
        }
        return query < end ? WITH_QUERY : PLAIN;
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
