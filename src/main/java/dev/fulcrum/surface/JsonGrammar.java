package dev.fulcrum.surface;

import java.util.Arrays;

/**
 * Tells of a text that comes in pieces whether it can still be JSON, and whether it is; not safe between threads.
 *
 * <p>The grammar alone counts (RFC 8259): a key named twice and half a surrogate pair are what some parsers take.
 */
final class JsonGrammar {
    private static final int DEEPEST = 200;

    private enum Next {
        VALUE,
        FIRST_VALUE_OR_CLOSE,
        FIRST_KEY_OR_CLOSE,
        KEY,
        COLON,
        COMMA_OR_CLOSE,
        NOTHING
    }

    private final boolean containersOnly;
    private char[] open = new char[16];
    private int depth;
    private Next next = Next.VALUE;
    private boolean inString;
    private boolean key;
    private boolean escaped;
    private int digits;
    private final StringBuilder word = new StringBuilder();
    private boolean broken;
    private boolean begun;

    /** @param containersOnly whether only an object or an array counts as JSON */
    JsonGrammar(boolean containersOnly) {
        this.containersOnly = containersOnly;
    }

    /** Whether a text is the JSON of an object or an array. */
    static boolean isContainer(String text) {
        int first = 0;
        while (first < text.length() && blank(text.charAt(first))) {
            first++;
        }
        if (first == text.length() || (text.charAt(first) != '{' && text.charAt(first) != '[')) {
            return false;
        }
        return new JsonGrammar(true).feed(text).whole();
    }

    JsonGrammar feed(CharSequence text) {
        for (int i = 0; i < text.length() && !broken; i++) {
            take(text.charAt(i));
        }
        return this;
    }

    /** Whether the text can be no JSON, whatever follows. */
    boolean broken() {
        return broken;
    }

    /** Whether the text so far is one JSON value. */
    boolean whole() {
        if (word.length() > 0 && depth == 0) {
            return !broken && wordIsValue();
        }
        return !broken && begun && depth == 0 && !inString && next == Next.NOTHING;
    }

    private void take(char c) {
        if (inString) {
            inString(c);
            return;
        }
        if (word.length() > 0) {
            if (Character.isLetterOrDigit(c) || c == '.' || c == '+' || c == '-') {
                word.append(c);
                broken |= word.length() > 1000;
                return;
            }
            broken |= !wordIsValue();
            word.setLength(0);
            valueEnded();
        }
        if (!blank(c) && !broken) {
            token(c);
        }
    }

    private void inString(char c) {
        if (digits > 0) {
            broken |= Character.digit(c, 16) < 0 || c > 'f';
            digits--;
        } else if (escaped) {
            escaped = false;
            digits = c == 'u' ? 4 : 0;
            broken |= c != 'u' && "\"\\/bfnrt".indexOf(c) < 0;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inString = false;
            if (key) {
                next = Next.COLON;
            } else {
                valueEnded();
            }
        } else {
            broken |= c < ' ';
        }
    }

    private void token(char c) {
        begun = true;
        switch (next) {
            case VALUE -> value(c);
            case FIRST_VALUE_OR_CLOSE -> {
                if (c == ']') {
                    close(c);
                } else {
                    value(c);
                }
            }
            case FIRST_KEY_OR_CLOSE, KEY -> {
                if (c == '}' && next == Next.FIRST_KEY_OR_CLOSE) {
                    close(c);
                } else {
                    broken |= c != '"';
                    inString = true;
                    key = true;
                }
            }
            case COLON -> {
                broken |= c != ':';
                next = Next.VALUE;
            }
            case COMMA_OR_CLOSE -> {
                if (c == ',') {
                    next = open[depth - 1] == '{' ? Next.KEY : Next.VALUE;
                } else {
                    close(c);
                }
            }
            case NOTHING -> broken = true;
        }
    }

    private void value(char c) {
        if (c == '{' || c == '[') {
            broken |= depth == DEEPEST;
            open = depth == open.length ? Arrays.copyOf(open, depth * 2) : open;
            open[depth++] = c;
            next = c == '{' ? Next.FIRST_KEY_OR_CLOSE : Next.FIRST_VALUE_OR_CLOSE;
            return;
        }
        broken |= containersOnly && depth == 0;
        if (c == '"') {
            inString = true;
            key = false;
        } else if (c == '-' || (c >= '0' && c <= '9') || c == 't' || c == 'f' || c == 'n') {
            word.append(c);
        } else {
            broken = true;
        }
    }

    private void close(char c) {
        if (depth == 0 || open[depth - 1] != (c == '}' ? '{' : c == ']' ? '[' : 0)) {
            broken = true;
            return;
        }
        depth--;
        valueEnded();
    }

    private void valueEnded() {
        next = depth == 0 ? Next.NOTHING : Next.COMMA_OR_CLOSE;
    }

    private boolean wordIsValue() {
        String said = word.toString();
        return switch (said) {
            case "true", "false", "null" -> true;
            default -> said.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
        };
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
