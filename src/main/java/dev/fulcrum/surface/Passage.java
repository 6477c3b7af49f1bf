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

/** A part together with the tokens of the body that its text stands in, so that edits of the text become edits of the bytes. */
final class Passage {
    /**
     * A field that tells some of the text in another form, such as token probabilities. It goes with the first edit of what it tells, and so do
     * all later ones: what they tell cannot be cut out, and servers do not agree on which text theirs belong to.
     *
     * @param start first byte of its value
     * @param end byte after its value
     * @param until where the text ends that it can tell of, in UTF-16 units
     * @param instead JSON that takes its place
     */
    record Copy(int start, int end, int until, String instead) {}

    /** An edit that begins in a piece and cuts nothing that an earlier one cut. */
    private record Change(int start, int end, String replacement) {}

    /** The tokens that a part's text stands in; asked for only when something is edited. */
    interface Tokens {
        /** In the order of the text. */
        List<Piece> pieces();
    }

    /** Where new tokens go in the place of those of pieces. */
    interface Rewriting {
        /** Pieces stand in the body itself. */
        Rewriting IN_BODY =
                (tokens, splices) -> tokens.forEach((piece, token) -> splices.put(piece.start(), piece.end(), token));

        /** The tokens of the body that pieces of the text stand in. */
        default List<Piece> inBody(List<Piece> pieces) {
            return pieces;
        }

        /** Adds to {@code splices} what new tokens mean for the body. */
        void put(IdentityHashMap<Piece, byte[]> tokens, Splices splices);
    }

    private final Part part;
    private final Tokens tokens;
    private final List<Piece> repeats;
    private final List<Copy> copies;
    private final Rewriting rewriting;

    Passage(Part part, Tokens tokens) {
        this(part, tokens, List.of(), List.of(), Rewriting.IN_BODY);
    }

    /**
     * A passage of an answer.
     *
     * @param repeats tokens that say a stretch of the text once more
     */
    Passage(Part part, Tokens tokens, List<Piece> repeats, List<Copy> copies, Rewriting rewriting) {
        this.part = part;
        this.tokens = tokens;
        this.repeats = repeats;
        this.copies = copies;
        this.rewriting = rewriting;
    }

    Part part() {
        return part;
    }

    /** The tokens of the body that the text stands in. */
    List<Piece> pieces() {
        return rewriting.inBody(tokens.pieces());
    }

    static List<Part> parts(List<Passage> passages) {
        Part[] parts = new Part[passages.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = passages.get(i).part();
        }
        return List.of(parts);
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

    /** Adds to {@code splices} what edits of this part mean for the body. */
    void splice(List<TextEdit> edits, Splices splices) {
        List<Piece> all = tokens.pieces();
        IdentityHashMap<Piece, Rewrite> rewrites = new IdentityHashMap<>();
        int first = Integer.MAX_VALUE;
        for (Change change : changes(edits, all)) {
            first = Math.min(first, change.start());
            for (int i = firstEndingAfter(all, change.start()); i < all.size(); i++) {
                if (all.get(i).at() >= change.end()) {
                    break;
                }
                rewrite(all.get(i), change, rewrites);
            }
            repeats.forEach(repeat -> rewrite(repeat, change, rewrites));
        }
        IdentityHashMap<Piece, byte[]> tokens = new IdentityHashMap<>();
        rewrites.forEach((piece, rewrite) -> tokens.put(piece, rewrite.token()));
        rewriting.put(tokens, splices);
        for (Copy copy : copies) {
            if (first < copy.until()) {
                splices.put(copy.start(), copy.end(), copy.instead().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void rewrite(Piece piece, Change change, IdentityHashMap<Piece, Rewrite> rewrites) {
        if (!piece.text().isEmpty() && piece.at() < change.end() && change.start() < piece.until()) {
            rewrites.computeIfAbsent(piece, Rewrite::new).replace(change);
        }
    }

    /** What the part's text is after edits of it. */
    String edited(List<TextEdit> edits) {
        String text = part.text();
        StringBuilder edited = new StringBuilder();
        int copied = 0;
        for (Change change : changes(edits, tokens.pieces())) {
            edited.append(text, copied, change.start()).append(change.replacement());
            copied = change.end();
        }
        return edited.append(text, copied, text.length()).toString();
    }

    /** The edits in order, none over another, none through a surrogate pair. */
    private List<Change> changes(List<TextEdit> edits, List<Piece> all) {
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
            int begun = start < end ? inPiece(all, start) : end;
            if (begun < end) {
                changes.add(new Change(begun, end, edit.replacement()));
                reached = end;
            }
        }
        return changes;
    }

    /** The first position from {@code start} on that stands in a piece: glue cannot be replaced. */
    private static int inPiece(List<Piece> all, int start) {
        for (int i = firstEndingAfter(all, start); i < all.size(); i++) {
            if (!all.get(i).text().isEmpty()) {
                return Math.max(start, all.get(i).at());
            }
        }
        return Integer.MAX_VALUE;
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

        /** The replacement goes to the token in which the change begins, the others only lose text. */
        void replace(Change change) {
            int start = Math.max(change.start(), piece.at()) - piece.at();
            int end = Math.min(change.end(), piece.until()) - piece.at();
            text.append(piece.text(), copied, start);
            if (change.start() >= piece.at()) {
                text.append(change.replacement());
            }
            copied = end;
        }

        byte[] token() {
            return JsonStrings.encode(
                    text.append(piece.text(), copied, piece.text().length()));
        }
    }
}
