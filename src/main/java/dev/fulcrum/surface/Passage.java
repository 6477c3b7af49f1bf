package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A part together with the tokens of the body that its text stands in, so that edits of the text become edits of the bytes. */
final class Passage {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    /**
     * A field that repeats some of the text in another form, such as token probabilities.
     *
     * @param start first byte of its value
     * @param end byte after its value
     */
    record Copy(int start, int end) {}

    private record Change(int start, int end, String replacement) {}

    private final Part part;
    private final Supplier<List<Piece>> pieces;
    private final List<Copy> copies;

    Passage(Part part, Supplier<List<Piece>> pieces) {
        this(part, pieces, List.of());
    }

    Passage(Part part, Supplier<List<Piece>> pieces, List<Copy> copies) {
        this.part = part;
        this.pieces = pieces;
        this.copies = copies;
    }

    Part part() {
        return part;
    }

    /** Adds to {@code splices} what edits of parts among {@code passages} mean for the body. */
    static void splice(List<Passage> passages, List<TextEdit> edits, Splices splices) {
        Map<Part, List<TextEdit>> byPart = new LinkedHashMap<>();
        edits.forEach(edit ->
                byPart.computeIfAbsent(edit.part(), part -> new ArrayList<>()).add(edit));
        byPart.forEach((part, own) -> {
            boolean found = false;
            for (Passage passage : passages) {
                if (passage.part.equals(part)) {
                    passage.splice(own, splices);
                    found = true;
                }
            }
            if (!found) {
                throw new IllegalArgumentException("an edit names a part of another body: " + part);
            }
        });
    }

    private void splice(List<TextEdit> edits, Splices splices) {
        List<Piece> all = pieces.get();
        IdentityHashMap<Piece, Rewrite> rewrites = new IdentityHashMap<>();
        for (Change change : changes(edits)) {
            String replacement = change.replacement();
            for (int i = firstEndingAfter(all, change.start()); i < all.size(); i++) {
                Piece piece = all.get(i);
                if (piece.at() >= change.end()) {
                    break;
                }
                if (!piece.text().isEmpty()) {
                    rewrites.computeIfAbsent(piece, Rewrite::new).replace(change, replacement);
                    replacement = "";
                }
            }
        }
        rewrites.forEach((piece, rewrite) -> splices.put(piece.start(), piece.end(), rewrite.token()));
        copies.forEach(copy -> splices.put(copy.start(), copy.end(), NULL));
    }

    /** The edits in order, none over another, none through a surrogate pair. */
    private List<Change> changes(List<TextEdit> edits) {
        String text = part.text();
        List<Change> changes = new ArrayList<>(edits.size());
        List<TextEdit> inOrder = new ArrayList<>(edits);
        inOrder.sort(Comparator.comparingInt(edit -> edit.span().start()));
        int reached = 0;
        for (TextEdit edit : inOrder) {
            Span span = edit.span();
            if (span.end() > text.length()) {
                throw new IllegalArgumentException("an edit ends at " + span.end() + ", behind the text of " + part);
            }
            int start = Math.max(reached, splitsPair(text, span.start()) ? span.start() - 1 : span.start());
            int end = splitsPair(text, span.end()) ? span.end() + 1 : span.end();
            if (start < end) {
                changes.add(new Change(start, end, edit.replacement()));
                reached = end;
            }
        }
        return changes;
    }

    private static boolean splitsPair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static int firstEndingAfter(List<Piece> pieces, int position) {
        int low = 0;
        int high = pieces.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pieces.get(middle).until() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The new text of one piece. */
    private static final class Rewrite {
        private final Piece piece;
        private final StringBuilder text;
        private int copied;

        Rewrite(Piece piece) {
            this.piece = piece;
            this.text = new StringBuilder(piece.text().length());
        }

        void replace(Change change, String replacement) {
            int start = Math.max(change.start(), piece.at()) - piece.at();
            int end = Math.min(change.end(), piece.until()) - piece.at();
            text.append(piece.text(), copied, start).append(replacement);
            copied = end;
        }

        byte[] token() {
            return JsonStrings.encode(
                    text.append(piece.text(), copied, piece.text().length()));
        }
    }
}
