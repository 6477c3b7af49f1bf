package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A text in pieces, and what edits of the whole should make of each piece, worked out character by character. */
record SplitText(List<String> pieces, String glue) {
    private static final String[] CHARACTERS = {
        "a", "b", " ", "\"", "\\", "/", "\n", "\t", "é", "中", "文", "，", "Ａ", "😀", "👩", "{", "data:", "\u2028"
    };

    String whole() {
        return String.join(glue, pieces);
    }

    /** The pieces after edits in ascending order: a replacement stands where the first character of its span was. */
    List<String> edited(List<TextEdit> edits) {
        List<String> result = new ArrayList<>();
        List<TextEdit> placed = new ArrayList<>();
        int at = 0;
        for (String piece : pieces) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < piece.length(); i++) {
                int position = at + i;
                TextEdit edit = edits.stream()
                        .filter(candidate -> candidate.span().start() <= position
                                && position < candidate.span().end())
                        .findFirst()
                        .orElse(null);
                if (edit == null) {
                    text.append(piece.charAt(i));
                } else if (!placed.contains(edit)) {
                    text.append(edit.replacement());
                    placed.add(edit);
                }
            }
            result.add(text.toString());
            at += piece.length() + glue.length();
        }
        return result;
    }

    static String randomText(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    /** Ascending edits of a part that neither touch one another nor cut a surrogate pair. */
    static List<TextEdit> randomEdits(Random random, Part part) {
        List<TextEdit> edits = new ArrayList<>();
        String text = part.text();
        int at = 0;
        while (at < text.length()) {
            int start = whole(text, at + random.nextInt(8));
            int end = whole(text, start + 1 + random.nextInt(6));
            if (end <= text.length() && random.nextInt(3) > 0) {
                edits.add(new TextEdit(part, new Span(start, end), "[" + edits.size() + randomText(random, 2) + "]"));
            }
            at = end + 1;
        }
        return edits;
    }

    private static int whole(String text, int at) {
        return at < text.length() && at > 0 && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
    }

    /** A JSON token of a text in which each character is written in one of the ways that JSON allows. */
    static String randomToken(Random random, String text) {
        StringBuilder token = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (random.nextInt(6) == 0) {
                token.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) unit));
            } else if (unit == '/' && random.nextBoolean()) {
                token.append("\\/");
            } else if (Character.isSurrogate(unit)) {
                token.append(unit);
            } else {
                token.append(escaped(unit));
            }
        }
        // A pair of which only one half was escaped is none: write such tokens plainly.
        String written = token.append('"').toString();
        return mixedPair(written) ? plainToken(text) : written;
    }

    private static boolean mixedPair(String token) {
        return !new String(token.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(token);
    }

    /** The token with no escape that JSON does not demand. */
    static String plainToken(String text) {
        StringBuilder token = new StringBuilder("\"");
        text.chars().forEach(unit -> token.append(escaped((char) unit)));
        return token.append('"').toString();
    }

    private static String escaped(char unit) {
        return switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> String.valueOf(unit);
        };
    }
}
