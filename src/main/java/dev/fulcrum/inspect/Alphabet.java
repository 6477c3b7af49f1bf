package dev.fulcrum.inspect;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Sorts characters into {@value #BITS} kinds, so that a set of them is one {@code long}: the commonest of folded texts are a kind each, and all
 * others share the last.
 */
final class Alphabet {
    static final int BITS = Long.SIZE;

    /** The kind of all characters that have none of their own. */
    static final int OTHERS = BITS - 1;

    private static final String COMMON = " !\"#$%&'()*+,-./0123456789:;<=>?@[\\]_abcdefghijklmnopqrstuvwxyz";
    private static final byte[] ASCII = ascii();

    /** Texts in the order of their characters' kinds, and of their UTF-16 units within the last kind. */
    static final Comparator<String> ORDER = Alphabet::compare;

    private Alphabet() {}

    /** The kind of a UTF-16 unit, 0 to {@link #OTHERS}. */
    static int bit(char unit) {
        return unit < ASCII.length ? ASCII[unit] : OTHERS;
    }

    private static int compare(String one, String other) {
        int end = Math.min(one.length(), other.length());
        for (int i = 0; i < end; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                int kinds = Integer.compare(bit(one.charAt(i)), bit(other.charAt(i)));
                return kinds != 0 ? kinds : Character.compare(one.charAt(i), other.charAt(i));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static byte[] ascii() {
        byte[] bits = new byte[128];
        Arrays.fill(bits, (byte) OTHERS);
        for (int i = 0; i < COMMON.length(); i++) {
            bits[COMMON.charAt(i)] = (byte) i;
        }
        return bits;
    }
}
