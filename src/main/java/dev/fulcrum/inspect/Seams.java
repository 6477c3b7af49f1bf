package dev.fulcrum.inspect;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What lies across the seams of parts that are read one behind the other, as those of one message are: a word of which each has a piece.
 *
 * <p>Both readings are tried: one part directly behind the other, and with a line's end between them. Each part gets a finding of its piece.
 */
final class Seams {
    /** So much of a part's beginning and end is read with its neighbours. */
    private static final int EDGE = 400;

    private static final String CUT = "\n\n\n";

    private Seams() {}

    /** @param look what is seen in a text */
    static List<Finding> find(List<Part> all, Function<String, List<Sighting>> look) {
        List<Part> parts = all.size() < 2
                ? List.of()
                : all.stream().filter(part -> !part.unreadable()).toList();
        List<Finding> found = List.of();
        int i = 0;
        while (i < parts.size()) {
            int end = i + 1;
            while (end < parts.size() && belong(parts.get(end - 1), parts.get(end))) {
                end++;
            }
            if (end - i > 1) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                List<Part> run = parts.subList(i, end);
                new Seam(run, "").find(look, found);
                new Seam(run, "\n").find(look, found);
            }
            i = end;
        }
        return found;
    }

    private static boolean belong(Part one, Part next) {
        if (!one.kind().equals(next.kind()) || !one.role().equals(next.role())) {
            return false;
        }
        boolean said = one.kind().equals(Part.MESSAGE) || one.kind().equals(Part.TOOL_RESULT);
        boolean sameChoice = one.kind().equals(Part.CHOICE) && one.index() == next.index();
        return said || sameChoice;
    }

    /** The texts of some parts, long ones without their middle, as one. */
    private static final class Seam {
        private final StringBuilder text = new StringBuilder();
        private final List<Piece> pieces = new ArrayList<>();

        /** A part's stretch: where it stands in the joined text, and where it begins in the part. */
        private record Piece(Part part, int start, int end, int offset) {}

        Seam(List<Part> parts, String between) {
            for (Part part : parts) {
                String whole = part.text();
                if (whole.isEmpty()) {
                    continue;
                }
                if (text.length() > 0) {
                    text.append(between);
                }
                if (whole.length() <= 2 * EDGE) {
                    add(part, 0, whole.length());
                } else {
                    add(part, 0, EDGE);
                    text.append(CUT);
                    add(part, whole.length() - EDGE, whole.length());
                }
            }
        }

        private void add(Part part, int from, int to) {
            int start = text.length();
            text.append(part.text(), from, to);
            pieces.add(new Piece(part, start, text.length(), from));
        }

        void find(Function<String, List<Sighting>> look, List<Finding> found) {
            if (pieces.size() < 2) {
                return;
            }
            for (Sighting sighting : look.apply(text.toString())) {
                for (Span span : sighting.spans()) {
                    split(sighting, span, found);
                }
            }
        }

        private void split(Sighting sighting, Span span, List<Finding> found) {
            List<Finding> split = new ArrayList<>(2);
            for (int i = 0; i < pieces.size(); i++) {
                Piece piece = pieces.get(i);
                int start = Math.max(span.start(), piece.start());
                int end = Math.min(span.end(), piece.end());
                if (start < end) {
                    boolean cut = !split.isEmpty() && piece.offset() > 0;
                    if (cut) {
                        return;
                    }
                    int offset = piece.offset() - piece.start();
                    List<Span> own = List.of(new Span(start + offset, end + offset));
                    split.add(new Finding(sighting.kind(), piece.part(), sighting.score(), 1, own));
                }
            }
            if (split.size() > 1) {
                found.addAll(split);
            }
        }
    }
}
