package dev.fulcrum.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads signs from a resource of the program, in a format that a person can review line by line.
 *
 * <p>{@code @name: a | b} names a set of phrases; {@code = kind weight} opens a section; every other line is one sign,
 * made of places with a reach between them: {@code @ignore ~30 @rules | orders}. {@code ~30} stays in the sentence,
 * {@code ~~30} may leave it. {@code order(,s)} stands for {@code order} and {@code orders}. A line that begins with a
 * blank goes on with the one before; {@code #} begins a remark; {@code ¦} stands for a bar inside a phrase.
 */
final class SignFile {
    private final Map<String, List<String>> sets = new LinkedHashMap<>();
    private final List<Sign> signs = new ArrayList<>();
    private String kind = "";
    private double weight;

    private SignFile() {}

    /** Reads a resource beside this class. */
    static List<Sign> read(String resource) {
        try (InputStream in = SignFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + resource);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException when a line is not of the format; the message quotes it
     */
    static List<Sign> parse(String text) {
        SignFile file = new SignFile();
        StringBuilder line = new StringBuilder();
        for (String next : text.lines().toList()) {
            if (!next.startsWith(" ")) {
                file.take(line.toString());
                line.setLength(0);
            }
            line.append(next);
        }
        file.take(line.toString());
        return List.copyOf(file.signs);
    }

    private void take(String line) {
        int nameEnd = line.indexOf(':');
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("= ")) {
            String[] section = line.substring(2).strip().split(" +", -1);
            demand(section.length == 2, line);
            kind = section[0];
            weight = Double.parseDouble(section[1]);
            demand(weight > 0 && weight < 1, line);
        } else if (isName(line.substring(0, Math.max(0, nameEnd)))) {
            sets.put(line.substring(0, nameEnd), phrases(line.substring(nameEnd + 1)));
        } else {
            demand(!kind.isEmpty(), line);
            signs.add(new Sign(kind, weight, slots(line)));
        }
    }

    private List<Sign.Slot> slots(String line) {
        List<Sign.Slot> slots = new ArrayList<>();
        String rest = "~0 " + line;
        while (!rest.isEmpty()) {
            boolean across = rest.startsWith("~~");
            int reachEnd = rest.indexOf(' ');
            demand(reachEnd > 0, line);
            int reach = Integer.parseInt(rest.substring(across ? 2 : 1, reachEnd));
            int next = rest.indexOf(" ~", reachEnd);
            int end = next < 0 ? rest.length() : next;
            slots.add(new Sign.Slot(phrases(rest.substring(reachEnd, end)), reach, across));
            rest = next < 0 ? "" : rest.substring(next + 1);
        }
        return slots;
    }

    private List<String> phrases(String alternatives) {
        List<String> phrases = new ArrayList<>();
        for (String alternative : alternatives.split("\\|", -1)) {
            String phrase = alternative.strip();
            demand(!phrase.isEmpty(), alternatives);
            if (isName(phrase)) {
                demand(sets.containsKey(phrase), phrase);
                phrases.addAll(sets.get(phrase));
            } else {
                expand(phrase, phrases);
            }
        }
        return phrases;
    }

    private static boolean isName(String text) {
        return text.length() > 1
                && text.charAt(0) == '@'
                && text.chars().skip(1).allMatch(Script::isAsciiLetter);
    }

    private static void expand(String phrase, List<String> into) {
        int open = phrase.indexOf('(');
        int close = phrase.indexOf(')', open + 1);
        if (open < 0 || close < 0) {
            into.add(phrase.replace('¦', '|'));
            return;
        }
        for (String choice : phrase.substring(open + 1, close).split(",", -1)) {
            expand(phrase.substring(0, open) + choice + phrase.substring(close + 1), into);
        }
    }

    private static void demand(boolean condition, String line) {
        if (!condition) {
            throw new IllegalArgumentException("not a set, a section or a sign: " + line);
        }
    }
}
