package dev.fulcrum.inspect;

import java.util.Arrays;

/** A text in the making, of which each UTF-16 unit knows where it came from. Not thread-safe. */
final class Draft {
    private char[] units;
    /** Null as long as every unit is one of the text as it came, from {@link #base} on. */
    private int[] starts;

    private int[] ends;
    private int length;
    private final int base;

    private Draft(char[] units, int[] starts, int[] ends, int length, int base) {
        this.units = units;
        this.starts = starts;
        this.ends = ends;
        this.length = length;
        this.base = base;
    }

    static Draft empty() {
        return new Draft(new char[64], new int[64], new int[64], 0, 0);
    }

    /** A text from an index on up to another, as it came; nothing can be appended. */
    static Draft of(String text, int from, int to) {
        char[] units = new char[to - from];
        text.getChars(from, to, units, 0);
        return new Draft(units, null, null, units.length, from);
    }

    /** The first characters of a text, as they came. */
    static Draft beginning(String text, int end) {
        int[] starts = new int[end];
        int[] ends = new int[end];
        for (int i = 0; i < end; i++) {
            starts[i] = i;
            ends[i] = i + 1;
        }
        char[] units = new char[end];
        text.getChars(0, end, units, 0);
        return new Draft(units, starts, ends, end, 0);
    }

    /** Whether every unit is one of the text as it came. */
    boolean isOriginal() {
        return starts == null;
    }

    int length() {
        return length;
    }

    char charAt(int index) {
        return units[index];
    }

    /** Index in the text as it came of what became the unit; that of its end for one behind the last. */
    int start(int index) {
        return starts == null ? base + index : index < length ? starts[index] : end(index);
    }

    /** Index in the text as it came behind what became the unit before {@code end}. */
    int end(int end) {
        return starts == null ? base + end : end == 0 ? 0 : ends[end - 1];
    }

    void append(char unit, int start, int end) {
        if (length == units.length) {
            int capacity = 2 * length + 16;
            units = Arrays.copyOf(units, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        units[length] = unit;
        starts[length] = start;
        ends[length++] = end;
    }

    void append(CharSequence plain, int start, int end) {
        for (int i = 0; i < plain.length(); i++) {
            append(plain.charAt(i), start, end);
        }
    }

    /** Appends some units of another draft. */
    void append(Draft other, int from, int to) {
        for (int i = from; i < to; i++) {
            append(other.units[i], other.start(i), other.end(i + 1));
        }
    }

    void cut(int newLength) {
        length = newLength;
    }

    /** The first unit that came from an index or from behind it. */
    int firstFrom(int origin) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (start(middle) < origin) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The index itself, or where that begins of which one unit was made and in which it lies. */
    int boundary(int origin) {
        int first = firstFrom(origin);
        int before = first - 1;
        return before >= 0 && end(first) > origin ? start(before) : origin;
    }

    boolean matches(int index, CharSequence word) {
        if (index + word.length() > length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (units[index + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Tells what was seen behind an index in indices of the text as it came. */
    void tell(int from, Sightings seen, Sightings all) {
        for (Sightings.Glimpse glimpse : seen.glimpses()) {
            all.add(glimpse.kind(), glimpse.score(), start(from + glimpse.start()), end(from + glimpse.end()));
        }
    }

    String text(int from, int to) {
        return new String(units, from, to - from);
    }

    @Override
    public String toString() {
        return text(0, length);
    }
}
