package dev.fulcrum.inspect;

import java.util.Locale;
import java.util.Set;

/**
 * A person's name as most scripts with capitals write it: up to four words that begin with one, initials with a dot, and
 * particles such as {@code van} between them.
 */
final class CapitalisedName {
    private static final int MOST_WORDS = 4;
    private static final int LONGEST_WORD = 30;
    private static final Set<String> PARTICLES = Set.of(
            "de", "del", "della", "di", "da", "dos", "du", "la", "le", "van", "von", "der", "den", "ter", "zu", "bin",
            "ibn", "al", "el", "y", "e");
    /** Words that letters, forms and sentences write with a capital where a name might stand. */
    private static final Set<String> ORDINARY = Set.of(
            "sir",
            "sirs",
            "madam",
            "customer",
            "customers",
            "client",
            "team",
            "all",
            "friend",
            "friends",
            "colleague",
            "colleagues",
            "hiring",
            "manager",
            "support",
            "valued",
            "user",
            "users",
            "editor",
            "reader",
            "readers",
            "member",
            "members",
            "parents",
            "everyone",
            "santa",
            "lord",
            "god",
            "diary",
            "abby",
            "or",
            "and",
            "the",
            "not",
            "none",
            "na",
            "null",
            "true",
            "false",
            "unknown",
            "anonymous",
            "required",
            "optional",
            "string",
            "president",
            "chairman",
            "speaker",
            "please",
            "thank",
            "thanks",
            "i",
            "we",
            "you",
            "he",
            "she",
            "it",
            "my",
            "your",
            "our",
            "this",
            "that",
            "mr",
            "mrs",
            "ms",
            "dr",
            "prof",
            "miss",
            "phone",
            "email",
            "address",
            "date",
            "age",
            "title",
            "company",
            "bank",
            "account",
            "department",
            "suite",
            "apt",
            "apartment",
            "unit",
            "floor",
            "box",
            "street",
            "road",
            "avenue",
            "test",
            "example",
            "no",
            "yes");

    private CapitalisedName() {}

    /** Index behind the name that begins at {@code start} of a text as it came; {@code start} when none does. */
    static int end(String text, int start) {
        int end = start;
        int from = start;
        int words = 0;
        while (words < MOST_WORDS) {
            int wordEnd = wordEnd(text, from);
            if (wordEnd < 0 || isOrdinary(text, from, wordEnd) || isLabel(text, wordEnd)) {
                break;
            }
            end = wordEnd;
            words++;
            from = behindParticles(text, end);
            if (from < 0) {
                break;
            }
        }
        return withoutGenitive(text, start, end);
    }

    /** Where the next capitalised word would begin, behind a blank and at most two particles; -1 when there is no blank. */
    private static int behindParticles(String text, int end) {
        int from = end;
        for (int particles = 0; particles < 3; particles++) {
            if (from >= text.length() || text.charAt(from) != ' ') {
                return -1;
            }
            from++;
            int to = lettersEnd(text, from);
            if (!PARTICLES.contains(text.substring(from, to))) {
                return from;
            }
            from = to;
        }
        return -1;
    }

    /** Where the capitalised word or initial ends; -1 when there is none. */
    private static int wordEnd(String text, int start) {
        if (start >= text.length() || !Character.isUpperCase(text.charAt(start))) {
            return -1;
        }
        int end = lettersEnd(text, start);
        if (end - start > 1) {
            return end;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            return end + 1;
        }
        return isInitialBeforeName(text, start) ? end : -1;
    }

    /** Whether a single capital, unless it is the pronoun, stands in front of another capitalised word on the line. */
    private static boolean isInitialBeforeName(String text, int start) {
        return start + 3 < text.length()
                && text.charAt(start) != 'I'
                && text.charAt(start + 1) == ' '
                && Character.isUpperCase(text.charAt(start + 2))
                && Character.isLowerCase(text.charAt(start + 3));
    }

    private static int lettersEnd(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST_WORD);
        int i = start;
        while (i < limit && (isLetter(text.charAt(i)) || isJoint(text, i))) {
            i++;
        }
        return i;
    }

    private static boolean isLetter(char unit) {
        return (Character.isLetter(unit) && Script.isWordPart(unit))
                || Character.getType(unit) == Character.NON_SPACING_MARK;
    }

    private static boolean isJoint(String text, int index) {
        return "'’-".indexOf(text.charAt(index)) >= 0
                && index + 1 < text.length()
                && Character.isLetter(text.charAt(index + 1));
    }

    private static boolean isOrdinary(String text, int start, int end) {
        return ORDINARY.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
    }

    /** Whether the word is the next field's label. */
    private static boolean isLabel(String text, int end) {
        return end < text.length() && (text.charAt(end) == ':' || text.charAt(end) == '=');
    }

    private static int withoutGenitive(String text, int start, int end) {
        boolean genitive = end - start > 3 && text.charAt(end - 1) == 's' && "'’".indexOf(text.charAt(end - 2)) >= 0;
        return genitive ? end - 2 : end;
    }
}
