package dev.fulcrum.inspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@link MatchShape} of an RE2 expression.
 *
 * <p>Words, classes, groups and repetitions are understood, a place in the text such as {@code \b} is taken for nothing. What is not understood, and an end of
 * the text, makes the whole expression one that may match anything.
 */
final class ShapeReader {
    private static final Pattern REPETITION = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?}");
    private static final Pattern FLAGS = Pattern.compile("\\?([a-zA-Z-]*)([:)])");
    private static final Pattern LOOKS_BACK = Pattern.compile("(\\(\\?[a-zA-Z]*\\))?\\(\\^\\|");
    private static final Pattern NAME = Pattern.compile("\\?P?<\\w+>");
    private static final int NONE = -1;

    private final String expression;
    private boolean dotTakesLines;
    private boolean understood = true;
    private boolean lineByLine;
    private int at;

    private ShapeReader(String expression) {
        this.expression = expression;
    }

    /**
     * What matches of an expression are made of. A first character stands among the later ones too, unless the expression begins as
     * {@code (^|[^不])} does, whose first character is not meant but only looked at.
     */
    static MatchShape read(String expression) {
        ShapeReader reader = new ShapeReader(expression);
        MatchShape shape = reader.alternatives();
        if (!reader.understood || reader.at < expression.length()) {
            return MatchShape.ANYTHING;
        }
        int meant = LOOKS_BACK.matcher(expression).lookingAt() ? 0 : shape.first();
        int beyondLines = reader.lineByLine ? MatchShape.others(MatchShape.bit('\n')) : 0;
        return shape.or(new MatchShape(false, 0, 0, meant | beyondLines, beyondLines, 0));
    }

    private MatchShape alternatives() {
        MatchShape shape = sequence();
        while (understood && at < expression.length() && expression.charAt(at) == '|') {
            at++;
            shape = shape.or(sequence());
        }
        return shape;
    }

    private MatchShape sequence() {
        MatchShape shape = MatchShape.NOTHING;
        while (understood && at < expression.length() && "|)".indexOf(expression.charAt(at)) < 0) {
            shape = shape.then(repetition(atom()));
        }
        return shape;
    }

    private MatchShape repetition(MatchShape atom) {
        MatchShape shape = atom;
        Matcher counted = REPETITION.matcher(expression);
        while (at < expression.length()) {
            char sign = expression.charAt(at);
            if (sign == '?') {
                shape = shape.optional();
            } else if (sign == '*') {
                shape = shape.repeated().optional();
            } else if (sign == '+') {
                shape = shape.repeated();
            } else if (sign == '{' && counted.region(at, expression.length()).lookingAt()) {
                shape = times(shape, counted);
                at = counted.end() - 1;
            } else {
                break;
            }
            at++;
        }
        return shape;
    }

    private static MatchShape times(MatchShape shape, Matcher counted) {
        int least = Integer.parseInt(counted.group(1));
        int most = most(counted, least);
        MatchShape repeated = most == 1 ? shape : shape.repeated(most);
        return least == 0 ? repeated.optional() : repeated;
    }

    private static int most(Matcher counted, int least) {
        if (counted.group(2) == null) {
            return least;
        }
        return counted.group(3).isEmpty() ? MatchShape.ANY_LENGTH : Integer.parseInt(counted.group(3));
    }

    private MatchShape atom() {
        int sign = next();
        return switch (sign) {
            case '(' -> group();
            case '[' -> MatchShape.one(characterClass());
            case '.' -> MatchShape.one(dotTakesLines ? MatchShape.ALL : MatchShape.others(MatchShape.bit('\n')));
            case '\\' -> escape();
            case '^' -> MatchShape.NOTHING;
            case '$' -> notUnderstood();
            default -> MatchShape.one(MatchShape.bit(sign));
        };
    }

    private MatchShape group() {
        Matcher flags = FLAGS.matcher(expression).region(at, expression.length());
        Matcher name = NAME.matcher(expression).region(at, expression.length());
        if (flags.lookingAt()) {
            at = flags.end();
            // also behind the group, and when they are taken back: what is told may be too much
            dotTakesLines |= flags.group(1).contains("s");
            lineByLine |= flags.group(1).contains("m");
            if (flags.group(2).equals(")")) {
                return MatchShape.NOTHING;
            }
        } else if (name.lookingAt()) {
            at = name.end();
        } else if (expression.startsWith("?", at)) {
            return notUnderstood();
        }
        MatchShape inside = alternatives();
        return next() == ')' ? inside : notUnderstood();
    }

    private MatchShape escape() {
        int sign = next();
        if (sign == 'b' || sign == 'B') {
            return MatchShape.NOTHING;
        }
        int set = shortForm(sign);
        if (set != NONE) {
            return MatchShape.one(set);
        }
        int character = escaped(sign);
        return character == NONE ? notUnderstood() : MatchShape.one(MatchShape.bit(character));
    }

    /** The set behind a letter such as in {@code \s}; {@link #NONE} if it stands for no set. */
    private static int shortForm(int letter) {
        return switch (letter) {
            case 's' -> MatchShape.BLANKS;
            case 'S' -> MatchShape.others(MatchShape.BLANKS);
            case 'd', 'w' -> MatchShape.bit('a');
            case 'D', 'W' -> MatchShape.ALL;
            default -> NONE;
        };
    }

    /** The character behind a backslash and this one; {@link #NONE} if it is not known. */
    private static int escaped(int sign) {
        return switch (sign) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> sign >= ' ' && sign < 127 && !Script.isAsciiLetterOrDigit(sign) ? sign : NONE;
        };
    }

    private int characterClass() {
        boolean negated = expression.startsWith("^", at);
        at += negated ? 1 : 0;
        int set = 0;
        boolean first = true;
        while (understood && (first || !expression.startsWith("]", at))) {
            set |= member();
            first = false;
        }
        at++;
        return negated ? MatchShape.others(set) : set;
    }

    private int member() {
        if (expression.startsWith("[", at)) {
            // a named class such as [:punct:], or an author who forgot the backslash
            return unknown();
        }
        if (expression.startsWith("\\", at) && at + 1 < expression.length()) {
            int set = shortForm(expression.charAt(at + 1));
            if (set != NONE) {
                at += 2;
                return set;
            }
        }
        int from = classCharacter();
        boolean range = expression.startsWith("-", at) && !expression.startsWith("-]", at);
        if (!range) {
            return MatchShape.bit(from);
        }
        at++;
        return MatchShape.range(from, classCharacter());
    }

    private int classCharacter() {
        int sign = next();
        if (sign != '\\') {
            return sign;
        }
        int character = escaped(next());
        return character == NONE ? unknown() : character;
    }

    private int next() {
        if (at >= expression.length()) {
            return unknown();
        }
        int codePoint = expression.codePointAt(at);
        at += Character.charCount(codePoint);
        return codePoint;
    }

    private MatchShape notUnderstood() {
        unknown();
        return MatchShape.ANYTHING;
    }

    private int unknown() {
        understood = false;
        return NONE;
    }
}
