package dev.fulcrum.inspect;

import java.util.HashMap;
import java.util.Map;

/** Morse code in dots and dashes, with blanks between letters and slashes between words (ITU-R M.1677-1). */
final class MorseDisguise implements Disguise {
    private static final int SHORTEST_LETTERS = 8;
    private static final Map<String, Character> LETTERS = letters();

    private static Map<String, Character> letters() {
        String codes =
                ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.."
                        + " ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.";
        Map<String, Character> letters = new HashMap<>();
        String[] each = codes.split(" ", -1);
        for (int i = 0; i < each.length; i++) {
            letters.put(each[i], "abcdefghijklmnopqrstuvwxyz0123456789".charAt(i));
        }
        return Map.copyOf(letters);
    }

    @Override
    public boolean mayBeIn(Silhouette silhouette) {
        return silhouette.morseSigns() >= SHORTEST_LETTERS;
    }

    @Override
    public void uncover(String text, Uncovered uncovered) {
        StringBuilder plain = new StringBuilder();
        StringBuilder code = new StringBuilder();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            char unit = i < text.length() ? text.charAt(i) : '\0';
            if (unit == '.' || unit == '-') {
                start = start < 0 ? i : start;
                code.append(unit);
                continue;
            }
            if (start >= 0) {
                append(plain, code, unit);
            }
            if (unit != ' ' && unit != '/' && unit != '|' && start >= 0) {
                if (plain.length() >= SHORTEST_LETTERS) {
                    uncovered.reading(plain.toString(), start, i);
                }
                plain.setLength(0);
                start = -1;
            }
        }
    }

    private static void append(StringBuilder plain, StringBuilder code, char separator) {
        if (code.length() > 0 && code.length() <= 6) {
            Character letter = LETTERS.get(code.toString());
            plain.append(letter == null ? "" : letter.toString());
        }
        code.setLength(0);
        if (separator == '/' || separator == '|') {
            plain.append(' ');
        }
    }
}
