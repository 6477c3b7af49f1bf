package dev.fulcrum.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which letter stands for which: traditional Han characters for simplified ones, and letters of other alphabets for the Latin ones that they look like. */
final class LetterPairs {
    private static final char[] SIMPLIFIED = read("simplified.txt");
    private static final char[] LATIN = read("look-alikes.txt");

    private LetterPairs() {}

    /** The simplified form of a Han character of the basic plane; any other character itself. */
    static char simplified(char unit) {
        return unit < SIMPLIFIED.length && SIMPLIFIED[unit] != 0 ? SIMPLIFIED[unit] : unit;
    }

    /** The Latin letter that a letter looks like; 0 for none. */
    static char latin(char unit) {
        return unit < LATIN.length ? LATIN[unit] : 0;
    }

    /** Reads pairs without anything between them, in lines of which those that begin with {@code #} are comments. */
    private static char[] read(String resource) {
        try (InputStream in = LetterPairs.class.getResourceAsStream(resource)) {
            char[] pairs = new char[0xFFFF];
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                for (int i = 0; !line.startsWith("#") && i + 1 < line.length(); i += 2) {
                    pairs[line.charAt(i)] = line.charAt(i + 1);
                }
            }
            return pairs;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
