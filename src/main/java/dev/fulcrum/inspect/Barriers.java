package dev.fulcrum.inspect;

/**
 * Characters that no match of an expression can hold but as its first: ends of sentences in Latin and Han scripts, and of lines.
 *
 * <p>A first one is what {@code (^|[^不])} takes before the words that are meant. Barriers part a text into stretches that can be searched one by one, and that are final as soon as the next barrier has come.
 * The expression is read cautiously: what is not understood is taken to match every character.
 */
final class Barriers {
    private static final String ENDS = "\n.!?;。！？；";

    private final String ends;

    private Barriers(String ends) {
        this.ends = ends;
    }

    /** The barriers of an RE2 expression whose trigger words lie within its matches' stretch as well. */
    static Barriers of(String expression, Iterable<String> when) {
        StringBuilder ends = new StringBuilder(ENDS);
        new Consumption(expression, ends).read();
        for (String word : when) {
            word.chars().forEach(unit -> drop(ends, (char) unit));
        }
        return new Barriers(ends.toString());
    }

    private static void drop(StringBuilder ends, char unit) {
        int at = ends.indexOf(String.valueOf(unit));
        if (at >= 0) {
            ends.deleteCharAt(at);
        }
    }

    /** Whether there are none, so that only a whole text is final. */
    boolean none() {
        return ends.isEmpty();
    }

    /** Where the stretch begins in which an index lies: 0 or behind a barrier. */
    int start(String text, int index) {
        int at = index;
        while (at > 0 && ends.indexOf(text.charAt(at - 1)) < 0) {
            at--;
        }
        return at;
    }

    /** Where the stretch ends in which an index lies: at a barrier or at the text's end. */
    int end(String text, int index) {
        int at = index;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Barriers barriers && barriers.ends.equals(ends);
    }

    @Override
    public int hashCode() {
        return ends.hashCode();
    }

    /** Takes away from the barriers what an expression may match. */
    private static final class Consumption {
        private final String expression;
        private final StringBuilder left;
        private boolean dotMatchesLineFeed;
        private int at;
        /** How many groups are open, as long as the leading one is. */
        private int open;

        private boolean beginsAlternative;

        Consumption(String expression, StringBuilder left) {
            this.expression = expression;
            this.left = left;
        }

        void read() {
            readFlags();
            if (expression.startsWith("(^|", at)) {
                at += "(^|".length();
                open = 1;
                beginsAlternative = true;
            }
            while (at < expression.length() && !left.isEmpty()) {
                char unit = expression.charAt(at++);
                boolean first = beginsAlternative;
                beginsAlternative = false;
                switch (unit) {
                    case '\\' -> escape();
                    case '[' -> {
                        if (first) {
                            skipClass();
                        } else {
                            characterClass();
                        }
                    }
                    case '.' -> keep(dotMatchesLineFeed ? "" : "\n");
                    case '(' -> {
                        open += open > 0 ? 1 : 0;
                        group();
                    }
                    case ')' -> open -= open > 0 ? 1 : 0;
                    case '|' -> beginsAlternative = open == 1;
                    case '{' -> repetition();
                    case '$' -> keep("");
                    case '^', '*', '+', '?' -> {}
                    default -> drop(left, unit);
                }
            }
        }

        /** Flags for all of the expression, which may stand before the leading group. */
        private void readFlags() {
            if (expression.startsWith("(?")
                    && expression.indexOf(')') > 0
                    && expression.charAt(expression.indexOf(')') - 1) != '?') {
                int end = expression.indexOf(')');
                String flags = expression.substring(2, end);
                if (flags.chars().allMatch(Character::isLetter)) {
                    dotMatchesLineFeed = flags.contains("s");
                    at = end + 1;
                    if (flags.contains("m")) {
                        keep("\n");
                    }
                }
            }
        }

        /** A class that takes the character before the words that are meant. */
        private void skipClass() {
            at += at < expression.length() && expression.charAt(at) == '^' ? 1 : 0;
            members(new StringBuilder());
        }

        /** Flags such as {@code (?is)} or {@code (?s:…)}, or a named group; a plain group begins with nothing. */
        private void group() {
            if (at >= expression.length() || expression.charAt(at) != '?') {
                return;
            }
            int end = at + 1;
            while (end < expression.length() && ":)>".indexOf(expression.charAt(end)) < 0) {
                end++;
            }
            String flags = expression.substring(at + 1, end);
            if (!flags.startsWith("P") && !flags.startsWith("<")) {
                dotMatchesLineFeed |= flags.contains("s");
            }
            at = Math.min(expression.length(), end + 1);
        }

        private void repetition() {
            int end = expression.indexOf('}', at);
            at = end < 0 ? expression.length() : end + 1;
        }

        private void escape() {
            char unit = at < expression.length() ? expression.charAt(at++) : '\\';
            switch (unit) {
                case 'b', 'd', 'w' -> {}
                case 's', 'n' -> drop(left, '\n');
                case 't', 'r', 'f' -> {}
                default -> {
                    if (Character.isLetterOrDigit(unit)) {
                        keep("");
                    } else {
                        drop(left, unit);
                    }
                }
            }
        }

        /** A class that is negated keeps as barriers only what it names; one with escapes, ranges or nested classes of others is read as a list. */
        private void characterClass() {
            boolean negated = at < expression.length() && expression.charAt(at) == '^';
            at += negated ? 1 : 0;
            StringBuilder named = new StringBuilder();
            boolean plain = members(named);
            if (negated) {
                keep(plain ? named.toString() : "");
            } else if (plain) {
                named.chars().forEach(unit -> drop(left, (char) unit));
            } else {
                keep("");
            }
        }

        /** Reads up to the closing bracket; false when the class names more than single characters and the usual short forms. */
        private boolean members(StringBuilder named) {
            boolean plain = true;
            boolean first = true;
            while (at < expression.length() && (first || expression.charAt(at) != ']')) {
                char unit = expression.charAt(at++);
                if (unit == '[') {
                    plain = false;
                } else if (unit == '\\' && at < expression.length()) {
                    plain &= escapedMember(expression.charAt(at++), named);
                } else if (isRange()) {
                    char last = expression.charAt(at + 1);
                    at += 2;
                    plain &= last != '\\' && range(unit, last, named);
                } else {
                    named.append(unit);
                }
                first = false;
            }
            at++;
            return plain;
        }

        private boolean isRange() {
            return at + 1 < expression.length() && expression.charAt(at) == '-' && expression.charAt(at + 1) != ']';
        }

        private static boolean range(char from, char to, StringBuilder named) {
            for (int i = 0; i < ENDS.length(); i++) {
                char end = ENDS.charAt(i);
                if (end >= from && end <= to) {
                    named.append(end);
                }
            }
            return true;
        }

        private static boolean escapedMember(char unit, StringBuilder named) {
            if (unit == 'n' || unit == 's') {
                named.append('\n');
                return true;
            }
            if (unit == 'd' || unit == 'w' || unit == 't' || unit == 'r' || unit == 'f') {
                return true;
            }
            named.append(unit);
            return !Character.isLetterOrDigit(unit);
        }

        /** Leaves only these among the barriers. */
        private void keep(String these) {
            for (int i = left.length() - 1; i >= 0; i--) {
                if (these.indexOf(left.charAt(i)) < 0) {
                    left.deleteCharAt(i);
                }
            }
        }
    }
}
