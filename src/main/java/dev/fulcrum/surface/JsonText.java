package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads a JSON value as text: as it is written, but with the strings in it decoded, so that a phrase written in {@code \\u} escapes is read like
 * any other. Edits of it rewrite the keys, strings and numbers that they touch, never the brackets between them: the value stays JSON.
 */
final class JsonText {
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]+");

    private final JsonDocument document;
    private final IntUnaryOperator original;
    private final boolean compact;

    /** Reads values of a document whose bytes stand at {@code original} in the body that gets edited. */
    JsonText(JsonDocument document, IntUnaryOperator original) {
        this(document, original, false);
    }

    private JsonText(JsonDocument document, IntUnaryOperator original, boolean compact) {
        this.document = document;
        this.original = original;
        this.compact = compact;
    }

    /** A value's text without the blanks between its tokens, since servers lay out the same value in different ways. */
    static TextPieces compact(JsonDocument document, IntUnaryOperator original, int node) {
        TextPieces pieces = new TextPieces();
        new JsonText(document, original, true).add(node, true, pieces);
        return pieces;
    }

    static TextPieces of(Fragment fragment, int node) {
        TextPieces pieces = new TextPieces();
        new JsonText(fragment.document(), fragment.original()).add(node, true, pieces);
        fragment.passOver(node);
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
            int start = document.keyStart(value);
            if (value != node && start != JsonDocument.NO_KEY) {
                reached = string(reached, start, JsonStrings.close(document.bytes(), start), pieces);
            }
            if (document.is(Kind.STRING, value)) {
                reached = string(reached, document.start(value), document.end(value), pieces);
            } else if (document.is(Kind.NUMBER, value)) {
                between(reached, document.start(value), pieces);
                reached = document.end(value);
                piece(document.written(document.start(value), reached), document.start(value), reached, pieces);
            }
        }
        between(reached, document.end(node), pieces);
    }

    private void between(int from, int to, TextPieces pieces) {
        String written = document.written(from, to);
        pieces.glue(compact ? BLANKS.matcher(written).replaceAll("") : written);
    }

    /** Adds a string with its quotes as glue; the position of the closing quote is returned. */
    private int string(int reached, int start, int end, TextPieces pieces) {
        between(reached, start + 1, pieces);
        piece(JsonStrings.decode(document.bytes(), start, end), start, end, pieces);
        return end - 1;
    }

    private void piece(String text, int start, int end, TextPieces pieces) {
        pieces.piece(text, original.applyAsInt(start), original.applyAsInt(end - 1) + 1);
    }
}
