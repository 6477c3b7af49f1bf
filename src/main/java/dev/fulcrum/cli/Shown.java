package dev.fulcrum.cli;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text of others as a terminal may show it. */
final class Shown {
    /** Controls, and what turns or hides the text around it: a terminal would obey. */
    private static final Pattern OBEYED = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private Shown() {}

    /** On one line. */
    static String plain(String text) {
        return OBEYED.matcher(text).replaceAll("\uFFFD");
    }

    /** The same with its line ends and tabs. */
    static String lines(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            shown.append(c == '\n' || c == '\t' ? one : plain(one));
        });
        return shown.toString();
    }

    /** JSON that means the same, where a terminal finds nothing to obey but line ends: JSON itself allows later controls. */
    static String json(String json) {
        return OBEYED.matcher(json).replaceAll(found -> found.group().equals("\n") ? "\n" : escaped(found.group()));
    }

    private static String escaped(String character) {
        return character.chars().mapToObj("\\\\u%04x"::formatted).collect(Collectors.joining());
    }
}
