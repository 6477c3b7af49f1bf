package dev.fulcrum.surface;

/**
 * One event of an event stream; valid only while it is handed over.
 *
 * @param name value of its {@code event} field; empty when there is none
 * @param bytes an array that holds its data, not to be changed
 * @param from first byte of the data
 * @param to byte after the data
 * @param lines for data of several lines, pairs of where a line begins in {@code bytes} and in the stream; empty otherwise
 * @param start first byte of the event in the stream, comments before it included
 * @param end byte after the event in the stream
 * @param ended whether the blank line that ends it has come; only the last event of a stream can lack it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ServerEvent(String name, byte[] bytes, int from, int to, int[] lines, int start, int end, boolean ended) {

    /** Where a byte of the data stands in the stream. */
    int original(int offset) {
        int line = lines.length - 2;
        while (line > 0 && lines[line] > offset) {
            line -= 2;
        }
        return line < 0 ? offset : lines[line + 1] + offset - lines[line];
    }

    /** Whether the data is exactly this ASCII text, blanks around it apart. */
    boolean says(String ascii) {
        int first = from;
        int last = to;
        while (first < last && bytes[first] == ' ') {
            first++;
        }
        while (first < last && bytes[last - 1] == ' ') {
            last--;
        }
        if (last - first != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[first + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
