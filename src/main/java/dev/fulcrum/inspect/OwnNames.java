package dev.fulcrum.inspect;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Numbers, keys and the like that are no secret, known by their letters and digits. */
final class OwnNames implements Exemption {
    private final Set<String> names;

    OwnNames(List<String> excepted) {
        names = excepted.stream().map(OwnNames::plain).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a text has a letter or digit. */
    static boolean isOne(String text) {
        return !plain(text).isEmpty();
    }

    @Override
    public boolean holds(String text, int start, int end) {
        return names.contains(plain(text.substring(start, end)));
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        Automaton.fold(text).codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
