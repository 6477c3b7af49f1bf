package dev.fulcrum.surface;

import java.util.ArrayList;
import java.util.List;

/** A text that is put together from tokens of a body and from glue that stands in none; not safe between threads. */
final class TextPieces implements Passage.Tokens {
    /** Immutable as long as there is at most one, which is the rule. */
    private List<Piece> pieces = List.of();
    /** The text as it was when it was last asked for: all of it as long as it is a single piece, which spares copies of a long message. */
    private String text = "";
    /** Absent as long as the text is a single piece. */
    private StringBuilder joined;

    boolean isEmpty() {
        return length() == 0;
    }

    int count() {
        return pieces.size();
    }

    int length() {
        return joined == null ? text.length() : joined.length();
    }

    /** Adds the text of a token. */
    void piece(String more, int start, int end) {
        add(new Piece(length(), more, start, end));
        glue(more);
    }

    private void add(Piece piece) {
        if (pieces.isEmpty()) {
            pieces = List.of(piece);
            return;
        }
        if (pieces.size() == 1) {
            pieces = new ArrayList<>(pieces);
        }
        pieces.add(piece);
    }

    /** Adds a piece that begins where this text ends. */
    void piece(Piece piece) {
        add(piece);
        glue(piece.text());
    }

    /** Adds text that no edit can change. */
    void glue(String more) {
        if (more.isEmpty()) {
            return;
        }
        if (length() == 0) {
            text = more;
            return;
        }
        if (joined == null) {
            joined = new StringBuilder(text);
        }
        joined.append(more);
    }

    /** Adds all of another text. */
    void all(TextPieces other) {
        int shift = length();
        for (Piece piece : other.pieces) {
            add(shift == 0 ? piece : new Piece(piece.at() + shift, piece.text(), piece.start(), piece.end()));
        }
        glue(other.text());
    }

    String text() {
        if (joined != null && joined.length() > text.length()) {
            text = joined.toString();
        }
        return text;
    }

    /** Whether a stretch that begins at a position of this text is the same as another text. */
    boolean saysAt(int at, String other) {
        return joined == null
                ? text.startsWith(other, at)
                : at + other.length() <= joined.length()
                        && joined.substring(at, at + other.length()).equals(other);
    }

    /** Whether one of some characters stands at an index or behind it. */
    boolean says(String anyOf, int from) {
        CharSequence said = joined == null ? text : joined;
        for (int i = from; i < said.length(); i++) {
            if (anyOf.indexOf(said.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    /** One text after another, with a line feed between them if both say something. */
    static TextPieces joined(TextPieces first, TextPieces second) {
        if (second.isEmpty()) {
            return first;
        }
        if (first.isEmpty()) {
            return second;
        }
        TextPieces both = new TextPieces();
        both.all(first);
        both.glue("\n");
        both.all(second);
        return both;
    }
}
