package dev.fulcrum.model;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the user wrote over the course of a conversation.
 *
 * @param texts the user's messages in order
 */
public record UserTexts(List<String> texts) {
    public UserTexts {
        texts = List.copyOf(texts);
    }

    /** Enough text to tell a language by; a pasted document changes nothing. */
    private static final int LANGUAGE_SAMPLE = 4_000;

    /** So many characters tell most texts apart. */
    private static final int BEGINNING = 24;

    /** What is left of an ASCII character: letters in lower case, digits, signs that mean something; 0 for the others. */
    private static final char[] ASCII_SAID = asciiSaid();

    /** The user's messages among all messages of a history. */
    public static UserTexts of(List<Message> messages) {
        List<String> texts = new ArrayList<>(messages.size());
        for (Message message : messages) {
            if (message.role().equals("user")) {
                texts.add(message.text());
            }
        }
        return new UserTexts(texts);
    }

    /** How often the user wrote the same again. */
    int repeatedQuestions() {
        // most texts differ from the first words on, which spares reading the rest of them
        if (texts.size() < 2
                || texts.stream().map(UserTexts::beginning).distinct().count() == texts.size()) {
            return 0;
        }
        int repeated = 0;
        Set<String> seen = new HashSet<>();
        for (String text : texts) {
            String plain = plain(text);
            if (!plain.isEmpty() && !seen.add(plain)) {
                repeated++;
            }
        }
        return repeated;
    }

    /** A text without what two ways of asking the same may differ in: form of characters, case, blanks, punctuation. */
    static String plain(String text) {
        return plain(simple(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC), Integer.MAX_VALUE);
    }

    /** The first characters of {@link #plain}. */
    private static String beginning(String text) {
        String plain = simple(text) ? plain(text, BEGINNING) : plain(text);
        return plain.length() <= BEGINNING ? plain : plain.substring(0, BEGINNING);
    }

    private static String plain(String normal, int most) {
        char[] plain = new char[most < normal.length() ? most + 1 : normal.length()];
        int length = 0;
        for (int at = 0; at < normal.length() && length < most; ) {
            char unit = normal.charAt(at);
            if (unit < 0x80) {
                at++;
                plain[length] = ASCII_SAID[unit];
                length += plain[length] == 0 ? 0 : 1;
                continue;
            }
            int point = normal.codePointAt(at);
            at += Character.charCount(point);
            if (said(point)) {
                // upper case first: some letters, such as the two small sigmas, meet only there
                int folded = Character.toLowerCase(Character.toUpperCase(point));
                int units = Character.charCount(folded);
                if (length + units <= plain.length) {
                    length += Character.toChars(folded, plain, length);
                }
            }
        }
        return new String(plain, 0, length);
    }

    private static char[] asciiSaid() {
        char[] said = new char[0x80];
        for (char c = 0; c < said.length; c++) {
            if (Character.isLetterOrDigit(c) || "$+<=>^`|~".indexOf(c) >= 0) {
                said[c] = Character.toLowerCase(c);
            }
        }
        return said;
    }

    /** Whether a text holds only characters that compatibility composition leaves as they are: ASCII and the common ideographs. */
    private static boolean simple(String text) {
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit >= 0x80 && (unit < 0x4e00 || unit > 0x9fff)) {
                return false;
            }
        }
        return true;
    }

    private static boolean said(int point) {
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> false;
            default -> true;
        };
    }

    /**
     * {@code zh} if the newest message that says anything has more Han characters than words of other scripts, otherwise {@code en}. Words are
     * compared with characters because one Chinese sentence with an English product name in it is still Chinese. Kana and Hangul count one by one,
     * so that Japanese is not taken for Chinese.
     */
    public String language() {
        for (int i = texts.size() - 1; i >= 0; i--) {
            String text = texts.get(i);
            if (!text.isBlank()) {
                return mainlyHan(text) ? "zh" : "en";
            }
        }
        return "en";
    }

    private static boolean mainlyHan(String text) {
        int han = 0;
        int others = 0;
        boolean word = false;
        int end = Math.min(text.length(), LANGUAGE_SAMPLE);
        for (int at = 0; at < end; ) {
            char unit = text.charAt(at);
            if (unit < 0x80) {
                at++;
                boolean letter = (unit | 0x20) >= 'a' && (unit | 0x20) <= 'z';
                others += letter && !word ? 1 : 0;
                word = letter;
                continue;
            }
            if (unit >= 0x4e00 && unit <= 0x9fff) {
                at++;
                han++;
                word = false;
                continue;
            }
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            boolean letter = Character.isLetter(point);
            UnicodeScript script = letter ? UnicodeScript.of(point) : UnicodeScript.LATIN;
            if (script == UnicodeScript.HAN) {
                han++;
            } else if (letter && (!word || single(script))) {
                others++;
            }
            word = letter && script != UnicodeScript.HAN;
        }
        return han > others;
    }

    private static boolean single(UnicodeScript script) {
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA || script == UnicodeScript.HANGUL;
    }
}
