package dev.fulcrum.inspect;

/** What stands between two pieces of a word or number without belonging to it: signs, comments, tags of markup. */
final class Between {
    private static final int LONGEST_COMMENT = 200;
    private static final int MOST_SIGNS = 6;
    private static final int MOST_ITEMS = 6;
    /** Of Han text, the signs that end something. */
    private static final String HAN_ENDS = "，。、；：！？,;:!?()（）“”\"‘’'《》「」『』【】…—〈〉";

    /** Signs that part sentences and their members, and words not. */
    private static final String SENTENCE_ENDS = "。！？；，、：,;:!?";

    private Between() {}

    /** Behind the signs, comments and tags from an index on, blanks not among them; the index itself when there are none, or too many. */
    static int end(Draft text, int index) {
        int i = index;
        int signs = 0;
        for (int items = 0; i < text.length() && items < MOST_ITEMS + MOST_SIGNS; items++) {
            int next = item(text, i);
            if (next == i) {
                break;
            }
            signs += next - i <= 2 ? next - i : 0;
            i = next;
        }
        return signs > MOST_SIGNS ? index : i;
    }

    /**
     * The same, or behind one sign alone that ends a sentence or a member of it.
     *
     * @param stops such signs
     */
    static int endOrStop(Draft text, int index, String stops) {
        int end = end(text, index);
        boolean stop = end == index && stops.indexOf(text.charAt(index)) >= 0;
        return stop ? index + 1 : end;
    }

    private static int item(Draft text, int i) {
        int comment = comment(text, i);
        if (comment > i) {
            return comment;
        }
        return isSign(text.charAt(i)) && SENTENCE_ENDS.indexOf(text.charAt(i)) < 0 ? i + 1 : i;
    }

    /** Behind the comment or tag that begins at an index; the index itself when none does. */
    static int comment(Draft text, int index) {
        char unit = text.charAt(index);
        if (unit == '<') {
            return markup(text, index);
        }
        if (unit == '{') {
            return text.matches(index, "{#") ? closing(text, index + 2, "#}", index) : index;
        }
        if (unit == '[') {
            return text.matches(index, "[](") ? closing(text, index + 3, ")", index) : index;
        }
        return unit == '/' && text.matches(index, "/*") ? closing(text, index + 2, "*/", index) : index;
    }

    private static int markup(Draft text, int index) {
        if (text.matches(index, "<!--")) {
            return closing(text, index + 4, "-->", index);
        }
        if (text.matches(index, "<![CDATA[")) {
            return closing(text, index + 9, "]]>", index);
        }
        return text.matches(index, "<?") ? closing(text, index + 2, "?>", index) : tag(text, index);
    }

    private static int closing(Draft text, int from, String closing, int otherwise) {
        int last = Math.min(text.length(), from + LONGEST_COMMENT);
        for (int i = from; i < last; i++) {
            if (text.matches(i, closing)) {
                return i + closing.length();
            }
        }
        return otherwise;
    }

    private static int tag(Draft text, int index) {
        int i = index + 1;
        if (i < text.length() && text.charAt(i) == '/') {
            i++;
        }
        if (i >= text.length() || !Script.isAsciiLetter(text.charAt(i))) {
            return index;
        }
        int last = Math.min(text.length(), i + LONGEST_COMMENT);
        while (i < last && text.charAt(i) != '>' && text.charAt(i) != '<') {
            i++;
        }
        return i < last && text.charAt(i) == '>' ? i + 1 : index;
    }

    /** Whether a comment or tag begins so near the text's end that it may be closed by what follows. */
    static boolean mayClose(Draft text, int index) {
        char unit = text.charAt(index);
        boolean begins = unit == '<'
                || (unit == '/' && isBegun(text, index, "/*"))
                || (unit == '{' && isBegun(text, index, "{#"))
                || (unit == '[' && isBegun(text, index, "[]("));
        return begins && text.length() - index < LONGEST_COMMENT + 4 && comment(text, index) == index;
    }

    /** Whether a beginning stands at an index, whole or as far as the text goes. */
    private static boolean isBegun(Draft text, int index, String beginning) {
        int length = Math.min(beginning.length(), text.length() - index);
        return text.matches(index, beginning.substring(0, length));
    }

    /** Whether a character is neither seen as a letter nor as a digit nor as a blank, nor ties letters to one word or address. */
    static boolean isSign(char unit) {
        if (unit < 128) {
            return unit > ' ' && unit < 127 && !Script.isAsciiLetterOrDigit(unit) && unit != '\'' && unit != '@';
        }
        if (unit == '’' || unit == 'ʼ') {
            return false;
        }
        return Character.isSurrogate(unit)
                || !(Character.isLetterOrDigit(unit) || Script.isBlank(unit) || isMark(unit));
    }

    private static boolean isMark(char unit) {
        int type = Character.getType(unit);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Behind the signs and blanks from an index on that part Han characters though nothing ends there; the index itself when there are none. */
    static int hanEnd(Draft text, int index) {
        int i = index;
        while (i < text.length() && i - index < MOST_SIGNS) {
            char unit = text.charAt(i);
            boolean parts =
                    unit == ' ' || unit == '\u3000' || unit == '\t' || (isSign(unit) && HAN_ENDS.indexOf(unit) < 0);
            if (!parts) {
                break;
            }
            i++;
        }
        return i;
    }
}
