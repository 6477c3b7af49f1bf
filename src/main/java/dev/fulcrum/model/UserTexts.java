package dev.fulcrum.model;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** The radical that the Han script begins with. */
    private static final char FIRST_HAN = 0x2e80;

    /** What is left of an ASCII character: letters in lower case, digits, signs that mean something; 0 for the others. */
    private static final char[] ASCII_SAID = asciiSaid();

    /** The user's messages among all messages of a history. */
    public static UserTexts of(List<Message> messages) {
        List<String> texts = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (message.role().equals("user")) {
                texts.add(message.text());
            }
        }
        return new UserTexts(texts);
    }

    /** How often the user wrote the same again. */
    int repeatedQuestions() {
        // most texts differ from the first words on, which spares reading the rest of them
        if (texts.size() < 2 || !beginAlike()) {
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

    /** Whether two texts may begin alike; certain if not. */
    private boolean beginAlike() {
        long[] beginnings = new long[texts.size()];
        for (int i = 0; i < beginnings.length; i++) {
            beginnings[i] = beginning(texts.get(i));
        }
        Arrays.sort(beginnings);
        for (int i = 1; i < beginnings.length; i++) {
            if (beginnings[i] == beginnings[i - 1]) {
                return true;
            }
        }
        return false;
    }

    /** A hash of the first characters of {@link #plain}. */
    private static long beginning(String text) {
        long hash = 0;
        int count = 0;
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (!simple(unit)) {
                // it may change into something else, and the character before it too
                return hash(plain(text));
            }
            if (count == BEGINNING) {
                return hash;
            }
            char said = unit < 0x80 ? ASCII_SAID[unit] : unit;
            hash = said == 0 ? hash : hash * 31 + said;
            count += said == 0 ? 0 : 1;
        }
        return hash;
    }

    private static long hash(String plain) {
        long hash = 0;
        for (int at = 0; at < Math.min(BEGINNING, plain.length()); at++) {
            hash = hash * 31 + plain.charAt(at);
        }
        return hash;
    }

    /** A text without what two ways of asking the same may differ in: form of characters, case, blanks, punctuation. */
    static String plain(String text) {
        String normal = simple(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
        char[] plain = new char[normal.length()];
        int length = 0;
        for (int at = 0; at < normal.length(); ) {
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

    private static boolean simple(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!simple(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    /** Whether compatibility composition leaves a character as it is, and what stands before it: ASCII and the common ideographs. */
    private static boolean simple(char unit) {
        return unit < 0x80 || (unit >= 0x4e00 && unit <= 0x9fff);
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
        int end = Math.min(text.length(), LANGUAGE_SAMPLE);
        return !beforeHan(text, end) && moreHan(text, end);
    }

    /** Whether all characters come before the first Han character there is, as in most texts that are not Chinese. */
    private static boolean beforeHan(String text, int end) {
        for (int at = 0; at < end; at++) {
            if (text.charAt(at) >= FIRST_HAN) {
                return false;
            }
        }
        return true;
    }

    private static boolean moreHan(String text, int end) {
        int han = 0;
        int others = 0;
        boolean word = false;
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
