package dev.fulcrum.inspect;

import java.util.List;

/**
 * Letters put in the place of others over the whole text: ROT13, the text backwards, or letters with blanks, dots or
 * dashes between them.
 *
 * <p>These are tried on the first {@value #LONGEST} characters only; what comes behind is rarely meant to be read.
 */
final class LetterDisguise implements Disguise {
    static final int LONGEST = 8_000;

    /** Words of which an instruction in disguise has one; long enough not to come about by chance. */
    private static final List<String> TELLTALE =
            List.of("ignore", "disregard", "forget", "instructions", "password", "system prompt", "reveal", "previous");

    @Override
    public void uncover(String text, Uncovered uncovered) {
        int end = Math.min(text.length(), LONGEST);
        String head = text.substring(0, end).toLowerCase(java.util.Locale.ROOT);
        offer(rotated(head), end, uncovered);
        offer(new StringBuilder(head).reverse().toString(), end, uncovered);
    }

    private static void offer(String plain, int end, Uncovered uncovered) {
        for (String word : TELLTALE) {
            if (plain.contains(word)) {
                uncovered.reading(plain, 0, end);
                return;
            }
        }
    }

    private static String rotated(String lower) {
        StringBuilder plain = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char unit = lower.charAt(i);
            plain.append(unit >= 'a' && unit <= 'z' ? (char) ('a' + (unit - 'a' + 13) % 26) : unit);
        }
        return plain.toString();
    }
}
