package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.function.IntUnaryOperator;

/**
 * Reads a JSON value as text: as it is written, but with the strings in it decoded, so that a phrase written in {@code \\u} escapes is read like
 * any other. Edits of it rewrite the keys, strings and numbers that they touch, never the brackets between them: the value stays JSON.
 */
final class JsonText {
    private final JsonDocument document;
    private final IntUnaryOperator original;

    /** Reads values of a document whose bytes stand at {@code original} in the body that gets edited. */
    JsonText(JsonDocument document, IntUnaryOperator original) {
        this.document = document;
        this.original = original;
    }

    static TextPieces of(Fragment fragment, int node) {
        TextPieces pieces = new TextPieces();
        new JsonText(fragment.document(), fragment.original()).add(node, true, pieces);
        return pieces;
    }

    /** Adds a value's text; its tokens one by one only if it is to be {@code exact}, because most values are never edited. */
    void add(int node, boolean exact, TextPieces pieces) {
        String written = document.written(document.start(node), document.end(node));
        if (!exact && written.indexOf('\\') < 0) {
            pieces.glue(written);
            return;
        }
        int reached = document.start(node);
        for (int value = node; value < document.after(node); value++) {
            if (value != node && document.name(value) != null) {
                int start = document.keyStart(value);
                reached = string(reached, start, JsonStrings.close(document.bytes(), start), pieces);
            }
            if (document.is(Kind.STRING, value)) {
                reached = string(reached, document.start(value), document.end(value), pieces);
            } else if (document.is(Kind.NUMBER, value)) {
                pieces.glue(document.written(reached, document.start(value)));
                reached = document.end(value);
                piece(document.written(document.start(value), reached), document.start(value), reached, pieces);
            }
        }
        pieces.glue(document.written(reached, document.end(node)));
    }

    /** Adds a string with its quotes as glue; the position of the closing quote is returned. */
    private int string(int reached, int start, int end, TextPieces pieces) {
        pieces.glue(document.written(reached, start + 1));
        piece(JsonStrings.decode(document.bytes(), start, end), start, end, pieces);
        return end - 1;
    }

    private void piece(String text, int start, int end, TextPieces pieces) {
        pieces.piece(text, original.applyAsInt(start), original.applyAsInt(end - 1) + 1);
    }
}
