package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * The signed thoughts of a Chat Completions stream, which come in pieces, with their signatures last; not safe between threads.
 *
 * <p>A thought goes as its server signed it, or goes away: an edit of a piece removes all pieces that are not sent yet, and the signature with them.
 */
final class SignedDeltas {
    private static final byte[] NOTHING = "[]".getBytes(StandardCharsets.US_ASCII);

    /** Whose thoughts are always signed, at their end. */
    private static final String SIGNING = "anthropic";

    /** An array of pieces in the stream. */
    private record Told(int start, int end, Set<String> thoughts) {}

    private final List<Told> told = new ArrayList<>(0);
    private final Set<String> signed = new HashSet<>(0);

    /**
     * Takes what a delta tells of thoughts that may be signed.
     *
     * @param original index in the stream of a byte of the document
     */
    void take(JsonDocument document, IntUnaryOperator original, int delta, int choice) {
        for (String list : SignedBlocks.LISTS) {
            int array = document.member(delta, list);
            if (document.is(Kind.ARRAY, array)) {
                take(document, original, array, choice + list);
            }
        }
    }

    private void take(JsonDocument document, IntUnaryOperator original, int array, String place) {
        Set<String> thoughts = new HashSet<>(1);
        for (int piece : document.children(array)) {
            String thought = place + document.whole(document.member(piece, "index"), 0);
            thoughts.add(thought);
            boolean format =
                    document.textOrEmpty(document.member(piece, "format")).startsWith(SIGNING);
            if (format || !SignedBlocks.signature(document, piece).isEmpty()) {
                signed.add(thought);
            }
        }
        int start = original.applyAsInt(document.start(array));
        int end = original.applyAsInt(document.end(array) - 1) + 1;
        told.add(new Told(start, end, thoughts));
    }

    /** What replacements in the stream come to when signed thoughts go whole. */
    void guard(Splices splices) {
        if (signed.isEmpty() || splices.isEmpty()) {
            return;
        }
        Set<String> edited = new HashSet<>();
        for (Told each : told) {
            if (splices.touches(each.start(), each.end())) {
                edited.addAll(each.thoughts());
            }
        }
        edited.retainAll(signed);
        for (Told each : told) {
            if (each.thoughts().stream().anyMatch(edited::contains)) {
                splices.dropWithin(each.start(), each.end());
                splices.put(each.start(), each.end(), NOTHING);
            }
        }
    }
}
