package dev.fulcrum.inspect;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Letters put in the place of others over the whole text: ROT13, and the text backwards.
 *
 * <p>Both are read on the first {@value #LONGEST} characters only; what comes behind is rarely meant to be read.
 */
final class LetterDisguise implements Disguise {
    static final int LONGEST = 8_000;

    /** Words of which an instruction in disguise has one; long enough not to come about by chance. */
    private static final List<String> TELLTALE =
            List.of("ignore", "disregard", "forget", "instructions", "password", "system prompt", "reveal", "previous");

    /** Any text may; words that {@link #telltales give it away} are looked for in its place. */
    @Override
    public boolean mayBeIn(Silhouette silhouette) {
        return true;
    }

    @Override
    public void uncover(String text, Uncovered uncovered) {
        String head = text.substring(0, Math.min(text.length(), LONGEST)).toLowerCase(Locale.ROOT);
        uncovered.reading(rotated(head), 0, head.length());
        uncovered.reading(reversed(head), 0, head.length());
    }

    /** Words that give such a text away, as they stand in it. */
    static List<String> telltales() {
        return Stream.concat(
                        TELLTALE.stream().map(LetterDisguise::rotated),
                        TELLTALE.stream().map(LetterDisguise::reversed))
                .toList();
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
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
