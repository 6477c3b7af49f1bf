package dev.fulcrum.inspect;

import java.util.Set;

/** Where the words of {@link Labels} stand in one folded text, and whether a value belongs to one of them. */
final class LabelPlaces {
    /** What may stand between a label and its value: {@code phone number is: …}, {@code call me on …}, 电话号码是…. */
    private static final Set<String> LINKS = Set.of(
            "is",
            "was",
            "are",
            "the",
            "this",
            "new",
            "number",
            "numbers",
            "no",
            "nr",
            "num",
            "id",
            "at",
            "on",
            "to",
            "me",
            "us",
            "him",
            "her",
            "them",
            "my",
            "our",
            "your",
            "his",
            "their",
            "registered",
            "it",
            "s");

    private static final String SIGNS = " :#=.-(\"'*`_|>,\\是为為号號码碼在打";
    private static final int FARTHEST = 40;
    private static final int GAP_BEHIND = 3;
    private static final String SIGNS_BEHIND = " -()";

    private final CharSequence text;
    /** By ascending end. */
    private final Stretches places;

    LabelPlaces(CharSequence text, Stretches places) {
        this.text = text;
        this.places = places;
    }

    /** Whether nothing but link words and punctuation stands between a label and the value that begins at {@code start}. */
    boolean leadTo(int start) {
        if (places.count() == 0) {
            return false;
        }
        int lowest = Math.max(0, start - FARTHEST);
        int i = start;
        while (i > lowest) {
            if (endsAt(i)) {
                return true;
            }
            int word = wordStart(i, lowest);
            if (word == i && SIGNS.indexOf(text.charAt(i - 1)) < 0) {
                return false;
            }
            if (word < i && !LINKS.contains(text.subSequence(word, i).toString())) {
                return false;
            }
            i = word < i ? word : i - 1;
        }
        return i > 0 && endsAt(i);
    }

    /** Whether a label stands right behind the value that ends at {@code end}, as in {@code 780-999-2181 (office)}. */
    boolean follow(int end) {
        int i = end;
        while (i < text.length() && i - end < GAP_BEHIND && SIGNS_BEHIND.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        int index = firstEndingBehind(i);
        while (index < places.count() && places.end(index) - i < FARTHEST) {
            if (places.start(index) == i) {
                return true;
            }
            index++;
        }
        return false;
    }

    private int wordStart(int end, int lowest) {
        int i = end;
        while (i > lowest && Script.isAsciiLetter(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private boolean endsAt(int index) {
        int found = firstEndingBehind(index - 1);
        return found < places.count() && places.end(found) == index;
    }

    private int firstEndingBehind(int index) {
        int low = 0;
        int high = places.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places.end(middle) <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
