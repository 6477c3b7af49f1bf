package dev.fulcrum.cli;

import java.util.regex.Pattern;

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
}
