package dev.fulcrum.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The words of a condition or a consequence, one after the other. Every sign that is not listed here is refused. Not thread-safe. */
final class Tokens {
    private static final Set<String> DOUBLE = Set.of("==", "!=", "<=", ">=", "&&", "||");
    private static final String SINGLE = "<>!(),.:;+-[]";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    Tokens(String text) throws NotAllowed {
        this.text = text;
        int i = 0;
        while (i < text.length()) {
            i = read(i);
        }
        tokens.add(new Token(Token.Kind.END, "", text.length()));
    }

    Token peek() {
        return tokens.get(next);
    }

    /** The one behind the next. */
    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(next);
        if (next < tokens.size() - 1) {
            next++;
        }
        return token;
    }

    boolean takes(String sign) {
        boolean is = peek().is(sign);
        if (is) {
            take();
        }
        return is;
    }

    void expect(String sign, String mend) throws NotAllowed {
        if (!takes(sign)) {
            throw new NotAllowed("`" + sign + "` is missing before " + peek(), mend, peek().at());
        }
    }

    private int read(int at) throws NotAllowed {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            return at + 1;
        }
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        }
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            if (end < 0) {
                throw new NotAllowed("the comment does not end", "close it with */", at);
            }
            return end + 2;
        }
        if (c == '"') {
            return string(at);
        }
        if (c >= '0' && c <= '9') {
            return number(at);
        }
        if (c == '$' || c == '_' || Character.isLetter(c)) {
            return name(at);
        }
        if (at + 1 < text.length() && DOUBLE.contains(text.substring(at, at + 2))) {
            tokens.add(new Token(Token.Kind.SIGN, text.substring(at, at + 2), at));
            return at + 2;
        }
        if (SINGLE.indexOf(c) >= 0) {
            tokens.add(new Token(Token.Kind.SIGN, String.valueOf(c), at));
            return at + 1;
        }
        throw new NotAllowed(
                "`" + c + "` is not allowed here",
                c == '\''
                        ? "write texts in double quotes"
                        : "use fields of facts, texts, numbers and the operators of docs/rules.md",
                at);
    }

    private int name(int at) {
        int end = at + 1;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "_$".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        tokens.add(new Token(Token.Kind.NAME, text.substring(at, end), at));
        return end;
    }

    private int number(int at) throws NotAllowed {
        int end = at;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        if (end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1))) {
            end++;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
        }
        boolean more = end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '_');
        if (more || end - at > 18 || (end - at > 1 && text.charAt(at) == '0' && isDigit(text.charAt(at + 1)))) {
            throw new NotAllowed("a number is written in a way that is not allowed", "write 3 or 0.8", at);
        }
        tokens.add(new Token(Token.Kind.NUMBER, text.substring(at, end), at));
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int string(int at) throws NotAllowed {
        StringBuilder said = new StringBuilder();
        boolean plain = true;
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                break;
            }
            if (c != '\\' || i + 1 == text.length()) {
                said.append(c);
                i++;
                continue;
            }
            char escaped = text.charAt(i + 1);
            switch (escaped) {
                case '\\', '"', '\'' -> said.append(escaped);
                case 'n' -> said.append('\n');
                case 't' -> said.append('\t');
                case 'r' -> said.append('\r');
                default -> {
                    plain = false;
                    said.append('\\').append(escaped);
                }
            }
            i += 2;
        }
        if (i >= text.length() || text.charAt(i) != '"') {
            throw new NotAllowed("a text does not end on its line", "close it with a double quote", at);
        }
        tokens.add(new Token(Token.Kind.STRING, said.toString(), at, plain));
        return i + 1;
    }
}
