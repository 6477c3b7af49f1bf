package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/**
 * A document with messages, or pieces of messages, of the Chat Completions API.
 *
 * @param document the parsed JSON
 * @param original where a byte of the document stands in the body that gets edited
 * @param glue what stands between the pieces of a content array
 * @param read first bytes, in the document, of the values that were read
 */
record ChatFragment(JsonDocument document, IntUnaryOperator original, String glue, BitSet read) {

    /** A document that is the body itself. */
    static ChatFragment whole(JsonDocument document) {
        return new ChatFragment(document, IntUnaryOperator.identity(), "\n", new BitSet());
    }

    /** A document of an answer. */
    static ChatFragment of(Fragment fragment, String glue) {
        return new ChatFragment(fragment.document(), fragment.original(), glue, fragment.read());
    }

    /** Adds what a message says to {@code content}, and its refusal to {@code refusal}. Images and sound say nothing. */
    void readTexts(int message, TextPieces content, TextPieces refusal) throws UnexpectedShape {
        readContent(document.member(message, "content"), content);
        add(document.member(message, "refusal"), "refusal", refusal);
    }

    private void readContent(int node, TextPieces into) throws UnexpectedShape {
        if (document.is(Kind.ARRAY, node)) {
            for (int piece : document.children(node)) {
                try {
                    readPiece(piece, into);
                } catch (UnexpectedShape e) {
                    throw e.in("content[" + document.position(node, piece) + "]");
                }
            }
        } else if (!document.absent(node) && !document.is(Kind.STRING, node)) {
            throw new UnexpectedShape("content", "a string or an array of objects", document.kind(node));
        } else {
            add(node, "content", into);
        }
    }

    private void readPiece(int piece, TextPieces into) throws UnexpectedShape {
        if (document.is(Kind.STRING, piece)) {
            glued(piece, into);
            return;
        }
        if (!document.is(Kind.OBJECT, piece)) {
            throw new UnexpectedShape("", "an object", document.kind(piece));
        }
        add(document.member(piece, "text"), "text", into);
        add(document.member(piece, "refusal"), "refusal", into);
    }

    /** Adds a string that may be missing or null. */
    void add(int node, String name, TextPieces into) throws UnexpectedShape {
        if (document.is(Kind.STRING, node)) {
            glued(node, into);
        } else if (!document.absent(node)) {
            throw new UnexpectedShape(name, "a string", document.kind(node));
        }
    }

    private void glued(int node, TextPieces into) {
        if (into.count() > 0) {
            into.glue(glue);
        }
        into.piece(document.text(node), start(node), end(node));
        read.set(document.start(node));
    }

    /** Reads a tool call, or what a delta adds to one. */
    void readCall(int node, CallPieces call) throws UnexpectedShape {
        if (!document.is(Kind.OBJECT, node)) {
            throw new UnexpectedShape("", "an object", document.kind(node));
        }
        readFunction(document.member(node, "function"), "function", "arguments", call);
        readFunction(document.member(node, "custom"), "custom", "input", call);
    }

    /** Reads a legacy function call, or what a delta adds to one. */
    void readLegacyCall(int node, CallPieces call) throws UnexpectedShape {
        readFunction(node, "function_call", "arguments", call);
    }

    private void readFunction(int node, String path, String handedOver, CallPieces call) throws UnexpectedShape {
        if (document.absent(node)) {
            return;
        }
        if (!document.is(Kind.OBJECT, node)) {
            throw new UnexpectedShape(path, "an object", document.kind(node));
        }
        call.named(document.textOrEmpty(document.member(node, "name")));
        add(document.member(node, handedOver), path + "." + handedOver, call.arguments());
    }

    /** Notes that a value was read. */
    void passOver(int node) {
        if (node != JsonDocument.NONE) {
            read.set(document.start(node));
        }
    }

    /** First byte of a value in the body that gets edited. */
    int start(int node) {
        return original.applyAsInt(document.start(node));
    }

    /** Byte after a value in the body that gets edited. */
    int end(int node) {
        return original.applyAsInt(document.end(node) - 1) + 1;
    }
}
