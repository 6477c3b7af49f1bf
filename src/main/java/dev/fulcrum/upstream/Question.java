package dev.fulcrum.upstream;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What a simulated model reads out of a request.
 *
 * @param text the newest user message as it came
 * @param folded its first characters in lower case and normal width, for looking words up
 * @param chinese whether it holds a Han character, and so is answered in Chinese
 * @param topic what it is about
 * @param system the system and developer messages, joined by line feeds; empty when there are none
 */
record Question(String text, String folded, boolean chinese, Topic topic, String system) {
    private static final int READ_CHARACTERS = 4_000;
    private static final int BEGINNING_CHARACTERS = 40;

    static Question of(String text, String system) {
        String folded = Normalizer.normalize(first(text, READ_CHARACTERS), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT);
        boolean chinese = text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        return new Question(text, folded, chinese, Topic.of(folded), system);
    }

    /** The question's beginning, for an answer to refer to. */
    String beginning() {
        String line = first(text, READ_CHARACTERS).strip().replaceAll("\\s+", " ");
        String beginning = first(line, BEGINNING_CHARACTERS);
        return beginning.length() < line.length() ? beginning + "…" : line;
    }

    /** At most so many characters of a text, none of them cut. */
    static String first(String text, int characters) {
        return text.codePoints()
                .limit(characters)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
