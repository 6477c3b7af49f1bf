package dev.fulcrum.surface;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells what in an answer can be nothing but a setting, an id, a time or a heartbeat; whatever else stands in such a place is text, and is read.
 *
 * <p>A setting is made of words that the APIs use, however they are put together: nobody keeps a list of all of them.
 */
final class AnswerWords {
    private static final Pattern JOINTS = Pattern.compile("[_.:|/+=~-]+");
    private static final int LONGEST_WORD = 96;
    private static final int LONGEST_ID = 4096;
    private static final int SMALL = 4;
    private static final int MOST_SMALL = 2;
    private static final int DIGIT = 3;
    private static final String JOINING = "_-.:|/+=~";
    private static final int LONGEST_MODEL = 100;
    private static final int LONGEST_PADDING = 128;
    private static final int FEWEST_DIGITS_OF_A_CARD = 12;
    private static final Pattern TIME = Pattern.compile(
            "[0-9]{1,13}(\\.[0-9]{1,12})?|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]?[0-9:.]{0,18}([Zz]|[+-][0-9:]{2,6})?");
    private static final Pattern PAUSE = Pattern.compile("[0-9]{0,9}");
    private static final Pattern MANY_DIGITS = Pattern.compile("[0-9](?:[-. ]?[0-9]){11}");
    private static final Pattern GAPS = Pattern.compile("[\\s_.:,!=-]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final Set<String> SETTINGS = pieces(
            String.join(" ", KnownFields.words()),
            """
            usage metadata metrics info rate limits keepalive updated title annotations
            chat chunk completion completions list embedding embeddings response responses thread run model models delta
            content block start stop done added created queued part output input item arguments annotation reasoning summary
            logprobs partial image code interpreter transcript ping event error message token tokens obfuscation
            signature citation citations compaction encrypted
            stop length eos eot sequence finish finished unexpected refusal safety recitation language blocklist prohibited
            spii malformed max min unspecified other insufficient system resource repetition context window exceeded pause
            turn cancelled canceled cancel abort aborted incomplete requires action expired in progress
            on demand off flex priority batch fast slow short long safe unsafe true false yes no null unknown
            serverless dedicated free paid hosted server client local default standard
            severity filtered detected tool use result results call calls mcp list approval request requested
            txt md html css js csv xml yaml octet stream plain pdf application docx xlsx vnd utf 8 charset
            chatcmpl cmpl msg req resp fc rs ws fs ci ig ctc mcpl mcpr toolu srvtoolu gen embd asst audio tool id fp
            container thread session user vs file item bdrk vrtx kvcache prod proj org trace txn
            """);
    private static final Set<String> HEARTBEATS = pieces(
            """
            ping pong heartbeat heart beat hb keep alive keepalive keep-alive openrouter processing waiting wait still working
            thinking queue queued loading connected connection open opened ok ready start started stream streaming end ended eof done
            tick noop comment init initialized hello event 心跳 处理中
            """);

    private AnswerWords() {}

    private static Set<String> pieces(String... lists) {
        Set<String> words = new HashSet<>();
        for (String list : lists) {
            for (String word : BLANKS.split(list.trim(), -1)) {
                words.add(word);
                words.addAll(List.of(JOINTS.split(word, -1)));
            }
        }
        return words;
    }

    /** Whether a value is made of nothing but the words that settings and types are made of. */
    static boolean isSetting(String value) {
        if (value.length() > LONGEST_WORD) {
            return false;
        }
        if (SETTINGS.contains(value)) {
            return true;
        }
        for (String piece : JOINTS.split(value.toLowerCase(Locale.ROOT), -1)) {
            if (!piece.isEmpty() && !SETTINGS.contains(piece)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value can be nothing but an id, a signature or a time: each of its pieces tells what it is an id of, or is no word. */
    static boolean isId(String value) {
        if (value.length() > LONGEST_ID || cardLike(value)) {
            return false;
        }
        if (isTime(value) || isMixed(value)) {
            return true;
        }
        int small = 0;
        for (String piece : JOINTS.split(value, -1)) {
            int run = longestRun(piece);
            if (run < 0) {
                return false;
            }
            if (run == piece.length() && !SETTINGS.contains(piece.toLowerCase(Locale.ROOT))) {
                small += run == 0 ? 0 : run <= SMALL ? 1 : MOST_SMALL + 1;
            } else if (run > SMALL + 1 && run < piece.length() && !isMixed(piece)) {
                return false;
            }
        }
        return small <= MOST_SMALL;
    }

    /** How many letters of one case stand side by side; negative if there is anything but letters and digits. */
    private static int longestRun(String piece) {
        int longest = 0;
        int run = 0;
        int last = 0;
        for (int i = 0; i < piece.length(); i++) {
            int sort = sort(piece.charAt(i));
            if (sort == 0) {
                return -1;
            }
            run = sort == DIGIT ? 0 : sort == last ? run + 1 : 1;
            longest = Math.max(longest, run);
            last = sort;
        }
        return longest;
    }

    private static int sort(char c) {
        return c >= 'a' && c <= 'z' ? 1 : c >= 'A' && c <= 'Z' ? 2 : c >= '0' && c <= '9' ? DIGIT : 0;
    }

    /** Whether letters of both cases and digits change so often that no words can stand in it. */
    private static boolean isMixed(String value) {
        int changes = 0;
        int last = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int sort = sort(c);
            if (sort == 0 && JOINING.indexOf(c) < 0) {
                return false;
            }
            changes += sort != last && sort != 0 && last != 0 ? 1 : 0;
            last = sort;
        }
        return value.length() >= 8 && changes * 5 >= value.length();
    }

    /** Whether it holds a number that is long enough for a card or an account, and is short enough for nothing else. */
    private static boolean cardLike(String value) {
        return value.length() < 40 && hasManyDigits(value);
    }

    /** The same as the pattern's word, which is asked of few values only: it costs more than all else here. */
    private static boolean hasManyDigits(String value) {
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            digits += sort(value.charAt(i)) == DIGIT ? 1 : 0;
        }
        return digits >= FEWEST_DIGITS_OF_A_CARD && MANY_DIGITS.matcher(value).find();
    }

    /** Whether a value has so many characters, ASCII letters, digits and some others. */
    static boolean isMadeOf(String value, String others, int shortest, int longest) {
        if (value.length() < shortest || value.length() > longest) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (sort(value.charAt(i)) == 0 && others.indexOf(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isModel(String value) {
        return isMadeOf(value, "_.:/+=-", 1, LONGEST_MODEL) && !cardLike(value);
    }

    static boolean isTime(String value) {
        return TIME.matcher(value).matches();
    }

    /** Letters and digits that hide the length of what is said. */
    static boolean isPadding(String value) {
        return isMadeOf(value, "", 0, LONGEST_PADDING) && !cardLike(value);
    }

    /** Whether an integer has as many digits, and begins, as a card number does; times and counts do not. */
    static boolean isCardLike(String number) {
        return number.length() >= 13 && number.length() <= 19 && number.charAt(0) >= '3' && number.charAt(0) <= '6';
    }

    /** Whether a line of a stream that is no part of an event is a heartbeat, a pause or the number of an event. */
    static boolean isHeartbeat(String field, String value) {
        if (field.equals("id")) {
            return value.isEmpty() || isId(value);
        }
        if (field.equals("retry")) {
            return PAUSE.matcher(value).matches();
        }
        return field.isEmpty() && isSmallTalk(value);
    }

    private static boolean isSmallTalk(String comment) {
        String bare = comment.strip().toLowerCase(Locale.ROOT);
        if (bare.length() > LONGEST_WORD || (hasManyDigits(bare) && !isTime(bare))) {
            return false;
        }
        if (isTime(bare)) {
            return true;
        }
        for (String word : GAPS.split(bare, -1)) {
            if (!word.isEmpty() && !HEARTBEATS.contains(word) && !word.matches("[0-9]{1,6}(ms|s)?")) {
                return false;
            }
        }
        return true;
    }
}
