package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/**
 * A document of an answer, the whole one or that of an event.
 *
 * @param document the parsed JSON
 * @param original where a byte of the document stands in the answer's bytes
 * @param at byte of the answer at which the document's event begins
 * @param until byte behind that event
 * @param read first bytes, in the document, of the values that were read
 */
record Fragment(JsonDocument document, IntUnaryOperator original, int at, int until, BitSet read) {

    /** A document of which nothing was read. */
    Fragment(JsonDocument document, IntUnaryOperator original, int at, int until) {
        this(document, original, at, until, new BitSet());
    }

    /** A document that is the whole answer. */
    static Fragment whole(JsonDocument document) {
        return new Fragment(document, IntUnaryOperator.identity(), 0, document.end(0));
    }

    /** Notes that a value was read with all that is in it, or needs not be. */
    void passOver(int node) {
        if (node != JsonDocument.NONE) {
            read.set(document.start(node));
        }
    }

    boolean wasRead(int node) {
        return read.get(document.start(node));
    }

    /** First byte of a value in the answer. */
    int start(int node) {
        return original.applyAsInt(document.start(node));
    }

    /** Byte after a value in the answer. */
    int end(int node) {
        return original.applyAsInt(document.end(node) - 1) + 1;
    }

    /** The text of a string, nothing if it is missing or null. */
    TextPieces text(int node, String path) throws UnexpectedShape {
        TextPieces text = new TextPieces();
        if (document.is(Kind.STRING, node)) {
            text.piece(document.text(node), start(node), end(node));
            read.set(document.start(node));
        } else if (!document.absent(node)) {
            throw new UnexpectedShape(path, "a string", document.kind(node));
        }
        return text;
    }
}
