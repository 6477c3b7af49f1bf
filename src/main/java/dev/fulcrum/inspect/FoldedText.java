package dev.fulcrum.inspect;

import java.util.Arrays;

/**
 * A text with everything taken away that readers do not notice, and a way back to the original's UTF-16 indices.
 *
 * <p>Folded are: case; full-width and other compatibility forms ({@code Ａ}, {@code 𝐀}, {@code ﬁ}, radicals that look
 * like Han characters); traditional Han characters to simplified ones; typographic quotes and dashes; every run of white space to one blank, and to nothing beside a
 * Han character; zero-width, soft-hyphen and control characters to nothing. Look-alikes of other scripts (Cyrillic
 * {@code а}) stay what they are. Lone surrogates stay too. Immutable.
 */
final class FoldedText implements CharSequence {
    private final String original;
    private final char[] units;
    private final int length;
    /** Pairs of a folded index and how far the original's index lies beyond it from there on; ascending. */
    private final int[] shifts;

    private final int shiftsEnd;
    private final int digits;

    FoldedText(String original, char[] units, int length, int[] shifts, int shiftsEnd, int digits) {
        this.original = original;
        this.units = units;
        this.length = length;
        this.shifts = shifts;
        this.shiftsEnd = shiftsEnd;
        this.digits = digits;
    }

    /** Folds a text; takes time linear in its length. */
    static FoldedText of(String text) {
        return new Folding(text).fold();
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return units[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(units, start, end - start);
    }

    @Override
    public String toString() {
        return new String(units, 0, length);
    }

    /** The text before folding. */
    String original() {
        return original;
    }

    /** How many digits there are, full-width ones included. */
    int digits() {
        return digits;
    }

    /** Whether a character, folded itself, stands anywhere. */
    boolean contains(char unit) {
        for (int i = 0; i < length; i++) {
            if (units[i] == unit) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word is what stands from {@code start} to {@code end}. */
    boolean isAt(int start, int end, char[] word) {
        return Arrays.equals(units, start, end, word, 0, word.length);
    }

    /** Whether a character that is part of a word ends at {@code index}. */
    boolean isWordBefore(int index) {
        if (index == 0) {
            return false;
        }
        char unit = units[index - 1];
        return Character.isSurrogate(unit)
                ? Script.isWordPart(Character.codePointBefore(units, index, 0))
                : Script.isWordUnit(unit);
    }

    /** Whether a character that is part of a word begins at {@code index}. */
    boolean isWordAt(int index) {
        if (index == length) {
            return false;
        }
        char unit = units[index];
        return Character.isSurrogate(unit)
                ? Script.isWordPart(Character.codePointAt(units, index, length))
                : Script.isWordUnit(unit);
    }

    /** Whether an index stands between two parts of a word, both of the basic plane. */
    boolean isWithinWord(int index) {
        return index > 0 && index < length && Script.isWordUnit(units[index - 1]) && Script.isWordUnit(units[index]);
    }

    /** Index in the original of what became the folded character at {@code index}. */
    int originalStart(int index) {
        return index + shiftAt(index);
    }

    /** Index in the original behind what became the folded character before {@code end}; {@code end} is at least 1. */
    int originalEnd(int end) {
        int last = originalStart(end - 1);
        return last + Character.charCount(original.codePointAt(last));
    }

    /** Whether no line break stood anywhere in the text before folding. */
    boolean isOneLine() {
        return original.indexOf('\n') < 0
                && original.indexOf('\r') < 0
                && original.indexOf('\u2028') < 0
                && original.indexOf('\u2029') < 0;
    }

    /** Whether the blank at {@code index} stands for white space with a line break in it. */
    boolean breaksLine(int index) {
        int end = index + 1 < length ? originalStart(index + 1) : original.length();
        for (int i = originalStart(index); i < end; i++) {
            char unit = original.charAt(i);
            if (unit == '\n' || unit == '\r' || unit == '\u2028' || unit == '\u2029') {
                return true;
            }
        }
        return false;
    }

    private int shiftAt(int index) {
        if (shiftsEnd == 0 || index < shifts[0]) {
            return 0;
        }
        int low = 0;
        int high = shiftsEnd / 2 - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (shifts[2 * middle] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return shifts[2 * low + 1];
    }
}
