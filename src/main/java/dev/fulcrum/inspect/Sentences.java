package dev.fulcrum.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits a folded text into sentences, of Latin and of Han script.
 *
 * <p>A sentence ends at {@code . ! ? 。 …} and at a line's end, and outside of lists at a
 * colon. A full stop ends it only before a blank, and not behind
 * a number that opens a list item, behind an initial or behind a title such as {@code Dr.}. Closing quotes belong to the sentence.
 */
final class Sentences {
    private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "dr", "st", "vs", "prof");
    private static final int LONGEST_TITLE = 4;
    /** Keeps the time linear for a million stops in a row. */
    private static final int MOST_CLOSERS = 8;

    private final FoldedText text;
    private final List<Sentence> found = new ArrayList<>();
    private int start;
    private boolean item;

    private Sentences(FoldedText text) {
        this.text = text;
    }

    /** All sentences, in order; blanks between them belong to none. */
    static List<Sentence> of(FoldedText text) {
        Sentences sentences = new Sentences(text);
        sentences.split();
        return sentences.found;
    }

    private void split() {
        boolean oneLine = text.isOneLine();
        item = opensItem(0);
        for (int i = 0; i < text.length(); i++) {
            if (i > 0 && !oneLine && beginsLine(i)) {
                close(i);
                item = opensItem(i);
            }
            if (mayEnd(text.charAt(i)) && ends(i)) {
                int end = behindQuotes(i + 1);
                close(end);
                i = end - 1;
            }
        }
        close(text.length());
    }

    /** White space folds to one blank; beside a Han character to nothing at all. */
    private boolean beginsLine(int index) {
        char before = text.charAt(index - 1);
        if (before == ' ') {
            return text.breaksLine(index - 1);
        }
        if (!Script.isHan(before) && !Script.isHan(text.charAt(index))) {
            return false;
        }
        int to = text.originalStart(index);
        for (int i = text.originalEnd(index); i < to; i++) {
            if (text.original().charAt(i) == '\n') {
                return true;
            }
        }
        return false;
    }

    private void close(int end) {
        int from = start;
        int to = end;
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        if (to > from) {
            found.add(new Sentence(from, to, item, han(from, to)));
        }
        start = end;
    }

    private int han(int from, int to) {
        int han = 0;
        for (int i = from; i < to; i++) {
            han += Script.isHan(text.charAt(i)) ? 1 : 0;
        }
        return han;
    }

    private int behindQuotes(int end) {
        int behind = end;
        while (behind < text.length()
                && behind - end < MOST_CLOSERS
                && "\"')]*」』.!?".indexOf(text.charAt(behind)) >= 0) {
            behind++;
        }
        return behind;
    }

    /** False for most characters of any text. */
    private static boolean mayEnd(char unit) {
        return (unit < 'a' && unit > ' ') || unit == '。' || unit == '…';
    }

    private boolean ends(int index) {
        char unit = text.charAt(index);
        if (unit == '!' || unit == '?' || unit == '。' || unit == '…') {
            return true;
        }
        if (unit == ';') {
            return index > 0 && Script.isHan(text.charAt(index - 1));
        }
        if (unit == ':') {
            return !item && announces(index);
        }
        return unit == '.' && stops(index);
    }

    /** A colon ends a sentence, since what it announces can be somebody else's words. */
    private boolean announces(int index) {
        return index + 1 < text.length()
                && (text.charAt(index + 1) == ' '
                        || Script.isHan(text.charAt(index + 1))
                        || Script.isHan(text.charAt(index - (index > 0 ? 1 : 0))));
    }

    private boolean stops(int index) {
        int behind = behindQuotes(index + 1);
        if (behind < text.length() && text.charAt(behind) != ' ') {
            return false;
        }
        int word = index;
        while (word > start && Script.isAsciiLetterOrDigit(text.charAt(word - 1)) && index - word < LONGEST_TITLE) {
            word--;
        }
        if (index - word == 1 && Script.isAsciiLetter(text.charAt(word)) && text.charAt(word) != 'i') {
            return false;
        }
        if (item && onlyNumberBefore(word) && Script.isDigit(text.charAt(index - 1))) {
            return false;
        }
        return !TITLES.contains(text.subSequence(word, index).toString());
    }

    private boolean onlyNumberBefore(int index) {
        return index == start || (index == start + 1 && text.charAt(start) == ' ');
    }

    private boolean opensItem(int index) {
        if (index + 1 >= text.length()) {
            return false;
        }
        char first = text.charAt(index);
        if (first == '-' || first == '*' || first == '\u2022' || first == '>' || first == '|' || first == '#') {
            return first != '*' || text.charAt(index + 1) == ' ' || text.charAt(index + 1) == '*';
        }
        int digits = index;
        while (digits < text.length() && digits - index < 3 && Script.isDigit(text.charAt(digits))) {
            digits++;
        }
        return digits > index && digits < text.length() && ".)、:".indexOf(text.charAt(digits)) >= 0;
    }
}
