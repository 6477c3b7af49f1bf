package dev.fulcrum.surface;

import java.util.ArrayList;
import java.util.List;

/** A text that is put together from tokens of a body and from glue that stands in none; not safe between threads. */
final class TextPieces {
    private final List<Piece> pieces = new ArrayList<>(1);
    /** The whole text as long as it is a single piece, which spares a copy of a long message. */
    private String only = "";

    private StringBuilder joined;

    boolean isEmpty() {
        return length() == 0;
    }

    int count() {
        return pieces.size();
    }

    int length() {
        return joined == null ? only.length() : joined.length();
    }

    /** Adds the text of a token. */
    void piece(String text, int start, int end) {
        pieces.add(new Piece(length(), text, start, end));
        if (length() == 0) {
            only = text;
        } else {
            glue(text);
        }
    }

    /** Adds text that no edit can change. */
    void glue(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (joined == null) {
            joined = new StringBuilder(only);
        }
        joined.append(text);
    }

    /** Adds all of another text. */
    void all(TextPieces other) {
        int shift = length();
        for (Piece piece : other.pieces) {
            pieces.add(new Piece(piece.at() + shift, piece.text(), piece.start(), piece.end()));
        }
        if (shift == 0) {
            only = other.text();
        } else {
            glue(other.text());
        }
    }

    String text() {
        return joined == null ? only : joined.toString();
    }

    /** Whether a stretch that begins at a position of this text is the same as another text. */
    boolean saysAt(int at, String other) {
        return joined == null
                ? only.startsWith(other, at)
                : at + other.length() <= joined.length()
                        && joined.substring(at, at + other.length()).equals(other);
    }

    /** Whether one of some characters stands at an index or behind it. */
    boolean says(String anyOf, int from) {
        CharSequence text = joined == null ? only : joined;
        for (int i = from; i < text.length(); i++) {
            if (anyOf.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    List<Piece> pieces() {
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
