package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * JSON that stands in a text, which itself is put together from strings of a body; not safe between threads.
 *
 * <p>Whoever gets the text parses it, so it is read as what it says: strings decoded, also those of JSON in its strings, the rest as it is
 * written. Edits rewrite whole tokens of it: a string stays a string, a number becomes one, and the text stays JSON.
 *
 * <p>A text that only looks like JSON, such as one that was cut off, is read with the strings in it decoded as well, since there are parsers for
 * the like; what stands between them is read as it is written.
 */
final class EmbeddedJson implements Passage.Rewriting {
    /** How deep JSON may stand in strings of JSON. */
    private static final int DEEPEST = 4;

    private enum Form {
        STRING,
        NUMBER,
        /** A string without its end. */
        OPEN,
        /** No token at all. */
        RAW
    }

    /** A stretch of a text: what it says as a piece, or the JSON in it. */
    private record Token(int start, int end, Form form, Piece piece, Level nested) {}

    /** JSON that stands in a text. */
    private record Level(String text, int depth, List<Token> tokens) {}

    private record Change(int start, int end, String with) {}

    private final TextPieces source;
    private final List<TextPieces> copies = new ArrayList<>(0);
    private final Set<Piece> known = Collections.newSetFromMap(new IdentityHashMap<>());
    private final boolean staysJson;
    private final TextPieces reading;
    private final Level level;

    private EmbeddedJson(TextPieces source, boolean staysJson, boolean valid, TextPieces reading) {
        this.source = source;
        this.reading = reading;
        this.staysJson = staysJson;
        this.level = read(source.text(), 0, valid);
    }

    /** What some arguments say, which may be any JSON, or none. */
    static EmbeddedJson ofArguments(TextPieces source) {
        return ofArguments(source, new TextPieces());
    }

    /** The same, read behind what {@code into} says. */
    static EmbeddedJson ofArguments(TextPieces source, TextPieces into) {
        boolean valid = new JsonGrammar(false).feed(source.text()).whole();
        return new EmbeddedJson(source, false, valid, into);
    }

    /** What an answer says that is an object or an array; its reading is JSON too, for those who hold it against a schema. */
    static EmbeddedJson ofAnswer(TextPieces source) {
        return new EmbeddedJson(source, true, JsonGrammar.isContainer(source.text()), new TextPieces());
    }

    /** Whether reading a text in this way can tell more than the text does, or protects more. */
    static boolean worth(String text) {
        int first = 0;
        while (first < text.length() && text.charAt(first) <= ' ') {
            first++;
        }
        return first < text.length() && (text.charAt(first) == '{' || text.charAt(first) == '[');
    }

    /** Takes a text that stands elsewhere and says the same, so that an edit changes it too. */
    void copiedIn(TextPieces copy) {
        copies.add(copy);
    }

    /** Which of some new tokens are of this. */
    IdentityHashMap<Piece, byte[]> own(IdentityHashMap<Piece, byte[]> tokens) {
        IdentityHashMap<Piece, byte[]> own = new IdentityHashMap<>();
        tokens.forEach((piece, token) -> {
            if (known.contains(piece)) {
                own.put(piece, token);
            }
        });
        return own;
    }

    /** The text, as it was told, after edits of its reading. */
    String edited(Part read, List<TextEdit> edits) {
        StringBuilder edited = new StringBuilder();
        Passage.Rewriting told = (tokens, splices) -> edited.append(apply(source.text(), changes(level, tokens)));
        new Passage(read, reading, List.of(), List.of(), told).splice(edits, new Splices());
        return edited.toString();
    }

    /** The text as it is read; its pieces can be edited through this alone. */
    TextPieces reading() {
        return reading;
    }

    private Level read(String text, int depth, boolean valid) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '"') {
                end = stringEnd(text, at);
                tokens.add(string(text, at, end, depth, valid));
            } else if (!valid) {
                end = text.indexOf('"', at) < 0 ? text.length() : text.indexOf('"', at);
                tokens.add(new Token(at, end, Form.RAW, piece(text.substring(at, end)), null));
            } else if (c == '-' || (c >= '0' && c <= '9')) {
                end = numberEnd(text, at);
                tokens.add(new Token(at, end, Form.NUMBER, piece(text.substring(at, end)), null));
            } else {
                end = glueEnd(text, at);
                reading.glue(text.substring(at, end));
            }
            at = end;
        }
        return new Level(text, depth, tokens);
    }

    private Token string(String text, int start, int end, int depth, boolean valid) {
        boolean open = end - start < 2 || text.charAt(end - 1) != '"' || !closed(text, start, end);
        String said = decode(text, start + 1, open ? end : end - 1);
        String quote = protect("\"", depth);
        reading.glue(quote);
        Token token;
        if (valid && depth < DEEPEST && JsonGrammar.isContainer(said)) {
            token = new Token(start, end, Form.STRING, null, read(said, depth + 1, true));
        } else {
            token = new Token(start, end, open ? Form.OPEN : Form.STRING, piece(protect(said, depth + 1)), null);
        }
        reading.glue(open ? "" : quote);
        return token;
    }

    private Piece piece(String text) {
        int before = reading.length();
        Piece piece = new Piece(before, text, 0, 0);
        reading.piece(piece);
        known.add(piece);
        return piece;
    }

    private static int stringEnd(String text, int start) {
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), at + 1);
    }

    private static boolean closed(String text, int start, int end) {
        int at = start + 1;
        while (at < end && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at == end - 1;
    }

    private static int numberEnd(String text, int start) {
        int at = start + 1;
        while (at < text.length() && "0123456789+-.eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static int glueEnd(String text, int start) {
        int at = start + 1;
        while (at < text.length() && "\"-0123456789".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** The text of a string's inside; what is no escape stands for itself. */
    private static String decode(String text, int from, int to) {
        int slash = text.indexOf('\\', from);
        if (slash < 0 || slash >= to) {
            return text.substring(from, to);
        }
        StringBuilder said = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            char escape = c == '\\' && at + 1 < to ? text.charAt(at + 1) : 0;
            int plain = "\"\\/bfnrt".indexOf(escape);
            if (escape == 'u' && at + 6 <= to && hex(text, at + 2) >= 0) {
                said.append((char) hex(text, at + 2));
                at += 6;
            } else if (escape != 0 && plain >= 0) {
                said.append("\"\\/\b\f\n\r\t".charAt(plain));
                at += 2;
            } else {
                said.append(c);
                at++;
            }
        }
        return said.toString();
    }

    private static int hex(String text, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            value = digit < 0 || value < 0 ? -1 : value << 4 | digit;
        }
        return value;
    }

    /** Where the reading has to be JSON, quotes and backslashes stay escaped and ends of lines become separators that need no escape. */
    private String protect(String text, int times) {
        if (!staysJson || times == 0) {
            return text;
        }
        String once = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return protect(blanks(once), times - 1);
    }

    private static String blanks(String text) {
        StringBuilder without = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                without = without == null ? new StringBuilder(text) : without;
                without.setCharAt(i, c == '\n' ? '\u2028' : c == '\r' ? '\u2029' : '\u2003');
            }
        }
        return without == null ? text : without.toString();
    }

    private String unprotect(String text, int times) {
        if (!staysJson || times == 0) {
            return text;
        }
        StringBuilder said = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escape = c == '\\' && i + 1 < text.length() && "\"\\".indexOf(text.charAt(i + 1)) >= 0;
            said.append(
                    escape ? text.charAt(++i) : c == '\u2028' ? '\n' : c == '\u2029' ? '\r' : c == '\u2003' ? '\t' : c);
        }
        return unprotect(said.toString(), times - 1);
    }

    @Override
    public void put(IdentityHashMap<Piece, byte[]> tokens, Splices splices) {
        tokens.forEach((piece, token) -> {
            if (!known.contains(piece)) {
                splices.put(piece.start(), piece.end(), token);
            }
        });
        Part whole = new Part(Part.TOOL_CALL, "assistant", 0, true, source.text());
        List<TextEdit> edits = new ArrayList<>();
        for (Change change : changes(level, tokens)) {
            edits.add(new TextEdit(whole, new Span(change.start(), change.end()), change.with()));
        }
        new Passage(whole, source).splice(edits, splices);
        copies.forEach(copy -> new Passage(whole, copy).splice(edits, splices));
    }

    private List<Change> changes(Level in, IdentityHashMap<Piece, byte[]> tokens) {
        List<Change> changes = new ArrayList<>();
        for (Token token : in.tokens()) {
            if (token.nested() != null) {
                List<Change> inside = changes(token.nested(), tokens);
                if (!inside.isEmpty()) {
                    String said = apply(token.nested().text(), inside);
                    changes.add(new Change(token.start(), token.end(), encode(said)));
                }
            } else if (tokens.containsKey(token.piece())) {
                byte[] told = tokens.get(token.piece());
                String said = JsonStrings.decode(told, 0, told.length);
                changes.add(new Change(token.start(), token.end(), written(token, said, in.depth())));
            }
        }
        return changes;
    }

    private String written(Token token, String said, int depth) {
        return switch (token.form()) {
            case RAW -> said;
            case NUMBER -> encode(said);
            case STRING -> encode(unprotect(said, depth + 1));
            case OPEN -> {
                String closed = encode(unprotect(said, depth + 1));
                yield closed.substring(0, closed.length() - 1);
            }
        };
    }

    private static String apply(String text, List<Change> changes) {
        StringBuilder changed = new StringBuilder(text.length());
        int copied = 0;
        for (Change change : changes) {
            changed.append(text, copied, change.start()).append(change.with());
            copied = change.end();
        }
        return changed.append(text, copied, text.length()).toString();
    }

    private static String encode(String text) {
        return new String(JsonStrings.encode(text), StandardCharsets.UTF_8);
    }
}
