package dev.fulcrum.surface;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells ids from words. An id is made by a machine: a prefix or two and characters drawn at random, so only few of its stretches of letters can be
 * spoken. Whoever writes a sentence into a field for ids writes stretches that can.
 */
final class IdShape {
    /** No id is longer. */
    private static final int LONGEST = 256;

    /** So short that nothing can be said in it. */
    private static final int SHORTEST = 4;

    /** Digits without a letter are a count or a number of something, as long as they are no number of a card, a telephone or a person. */
    private static final int MOST_DIGITS = 10;

    private static final int FEWEST_DIGITS_OF_A_CARD = 13;
    private static final int MOST_DIGITS_OF_A_CARD = 19;

    /** Numbers to the base of sixteen of such a length are no words. */
    private static final int RANDOM = 16;

    /** Neither are runs of letters and digits that cannot be spoken. */
    private static final int UNSPOKEN = 5;

    /** Of what is made of words, most is. */
    private static final int SPOKEN_OF_TEN = 7;

    /** Where digits stand between letters, so many words are no chance. */
    private static final int WORDS_BETWEEN_DIGITS = 3;

    private static final int SHORTEST_WORD = 3;

    /** Longer stretches are several words, glued. */
    private static final int LETTERS_OF_A_WORD = 6;

    /** Ids without a prefix that some vendors make; two short words in one of these may be chance. */
    private static final int BARE = 9;

    /** How ids begin that vendors and their libraries make. */
    private static final Set<String> PREFIXES = Set.of(
            "call",
            "toolu",
            "tool",
            "tooluse",
            "srvtoolu",
            "mcptoolu",
            "bdrk",
            "vrtx",
            "chatcmpl",
            "cmpl",
            "msg",
            "resp",
            "function",
            "functions",
            "file",
            "item",
            "user",
            "session",
            "run",
            "thread",
            "conv",
            "req",
            "request",
            "container",
            "cntr",
            "asst",
            "step",
            "event",
            "audio",
            "batch",
            "pmpt",
            "mcpl",
            "mcpr",
            "gen",
            "aitxt",
            "msgbatch");

    private static final int MOST_PREFIXES = 2;

    /** Who asks, as Claude Code says it, and calls as Gemini's servers number them. */
    private static final Pattern LONG_ONES = Pattern.compile(
            "user_[0-9a-f]{64}_account_(?:[0-9a-f-]{36})?_session_[0-9a-f-]{36}|function-call-(?:-?[0-9]{17,20})");

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** Pairs of letters that are common in words, and make up a fifth of all pairs that can be drawn. */
    private static final Set<String> COMMON = Set.of(
            ("th in er re he te it an ed at on ar en or es le ou ha se al is ng to nt pe nd st me as ti co em de ne ca ro no ch ra us si ex ut"
                            + " ot ec ve li hi io ri yo ac ea lo un be ll fo ct ma et of ge ta fi la ur ns il ic tr ce rl di pr pa wh om ss ul nc na"
                            + " wi wa ef su ts ly ke op ad bl am rs so ee va od ck if ow ni id el ab ho ie im ue ay po mi rr ai rt pl um sh tt mo"
                            + " ru do tu ig os we ol oo cl qu sc sa bu ag ry ir ev br da my pi ap pp ov fu gu ba")
                    .split(" "));

    private final String value;
    private int words;
    private int prefixes;
    private boolean drawn;

    private IdShape(String value) {
        this.value = value;
    }

    /** Whether a value can be nothing but an id. What is none goes to the rules as text: a sentence, a card number, an address. */
    static boolean isId(String value) {
        if (value.length() > LONGEST || !ofIdCharacters(value)) {
            return false;
        }
        return value.length() <= SHORTEST || LONG_ONES.matcher(value).matches() || new IdShape(value).isId();
    }

    private static boolean ofIdCharacters(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!letter(c) && !digit(c) && "_-.:|/+=".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isId() {
        if (value.chars().noneMatch(c -> letter((char) c))) {
            return value.length() <= MOST_DIGITS;
        }
        StringBuilder digits = new StringBuilder();
        int at = 0;
        while (at < value.length()) {
            int end = isUuid(at) ? at + 36 : tokenEnd(at);
            if (end == at) {
                at++;
                continue;
            }
            if (end - at > 1 && allDigits(at, end)) {
                digits.append(value, at, end);
            } else if (isCard(digits)) {
                return false;
            } else {
                digits.setLength(0);
                token(value.substring(at, end));
            }
            at = end;
        }
        return !isCard(digits)
                && words <= (drawn || value.length() == BARE ? 2 : 1)
                && (prefixes > 0 || words == 0 || drawn || hasDigit() || isBare());
    }

    /** Whether nothing but one run of characters stands here, and capitals where no word has them. */
    private boolean isBare() {
        return value.length() == BARE
                && tokenEnd(0) == BARE
                && (hasDigit() || value.substring(1).chars().anyMatch(Character::isUpperCase))
                && value.chars().anyMatch(Character::isLowerCase);
    }

    private boolean hasDigit() {
        return value.chars().anyMatch(c -> digit((char) c));
    }

    /** Whether digits, however they are parted, are the number of a card; which begins with none of the digits that times begin with. */
    private static boolean isCard(CharSequence digits) {
        if (digits.length() < FEWEST_DIGITS_OF_A_CARD
                || digits.length() > MOST_DIGITS_OF_A_CARD
                || "23456".indexOf(digits.charAt(0)) < 0) {
            return false;
        }
        int sum = 0;
        for (int i = digits.length() - 1, place = 0; i >= 0; i--, place++) {
            int digit = (digits.charAt(i) - '0') * (place % 2 + 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0;
    }

    private boolean allDigits(int start, int end) {
        return value.substring(start, end).chars().allMatch(c -> digit((char) c));
    }

    private boolean isUuid(int at) {
        return at + 36 <= value.length()
                && value.charAt(at + 8) == '-'
                && UUID.matcher(value).region(at, at + 36).matches()
                && value.substring(at, at + 36).chars().anyMatch(c -> letter((char) c));
    }

    private int tokenEnd(int at) {
        int end = at;
        while (end < value.length() && (letter(value.charAt(end)) || digit(value.charAt(end)))) {
            end++;
        }
        return end;
    }

    private void token(String token) {
        if (token.indexOf('-') > 0 || (token.length() >= RANDOM && isHexadecimal(token))) {
            drawn = true;
        } else if (prefixes < MOST_PREFIXES && PREFIXES.contains(token)) {
            prefixes++;
        } else {
            int found = wordsIn(token);
            words += found;
            drawn |= found == 0 && token.length() >= UNSPOKEN;
        }
    }

    /** How many words a token is made of; none if much of it cannot be spoken. */
    private static int wordsIn(String token) {
        int spoken = 0;
        int found = 0;
        int stretches = 0;
        int begun = 0;
        int first = token.length();
        int last = 0;
        boolean broken = false;
        for (int i = 0; i <= token.length(); i++) {
            if (!goesOn(token, begun, i)) {
                if (isSpoken(token, begun, i)) {
                    spoken += i - begun;
                    stretches++;
                    found += isWellSpoken(token, begun, i) ? Math.max(1, (i - begun) / LETTERS_OF_A_WORD) : 1;
                }
                begun = i < token.length() && letter(token.charAt(i)) ? i : i + 1;
            }
            if (i < token.length() && letter(token.charAt(i))) {
                broken |= last > 0 && last < i;
                first = Math.min(first, i);
                last = i + 1;
            }
        }
        boolean words = spoken * 10 >= (last - first) * SPOKEN_OF_TEN && (!broken || stretches >= WORDS_BETWEEN_DIGITS);
        return words ? found : 0;
    }

    private static boolean isHexadecimal(String token) {
        return token.chars().allMatch(c -> Character.digit(c, 16) >= 0)
                && token.chars().anyMatch(c -> digit((char) c));
    }

    /** Whether a stretch of letters in one case, a capital before them at most, has more of them. */
    private static boolean goesOn(String token, int begun, int at) {
        if (at >= token.length() || !letter(token.charAt(at)) || at == begun) {
            return at < token.length() && letter(token.charAt(at));
        }
        boolean before = Character.isUpperCase(token.charAt(at - 1));
        boolean now = Character.isUpperCase(token.charAt(at));
        return before == now || (before && at == begun + 1);
    }

    private static boolean isSpoken(String token, int start, int end) {
        boolean cries = Character.isUpperCase(token.charAt(Math.min(start + 1, token.length() - 1)));
        return end - start >= SHORTEST_WORD
                && (!cries || token.chars().noneMatch(Character::isLowerCase))
                && common(token, start, end) * 10 >= (end - start - 1) * 6;
    }

    private static boolean isWellSpoken(String token, int start, int end) {
        return common(token, start, end) * 10 >= (end - start - 1) * 7;
    }

    private static int common(String token, int start, int end) {
        int common = 0;
        for (int i = start; i + 1 < end; i++) {
            common += COMMON.contains(token.substring(i, i + 2).toLowerCase(Locale.ROOT)) ? 1 : 0;
        }
        return common;
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
