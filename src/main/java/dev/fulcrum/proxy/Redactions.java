package dev.fulcrum.proxy;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Redact;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Merges redactions that several rules propose for the same text into edits that do not overlap. */
final class Redactions {
    private record Cut(Span span, String replacement) {}

    private Redactions() {}

    /** The edits, by part and position; where cuts overlap, the replacement of the one that begins first stands for all. */
    static List<TextEdit> merge(List<Redact> redactions) {
        if (redactions.isEmpty()) {
            return List.of();
        }
        Map<Part, List<Cut>> byPart = new LinkedHashMap<>();
        for (Redact redact : redactions) {
            Part part = redact.finding().part();
            List<Cut> cuts = byPart.computeIfAbsent(part, it -> new ArrayList<>());
            if (redact.finding().spans().isEmpty() && !part.text().isEmpty()) {
                cuts.add(new Cut(new Span(0, part.text().length()), redact.replacement()));
            }
            redact.finding().spans().forEach(span -> cuts.add(new Cut(span, redact.replacement())));
        }
        List<TextEdit> edits = new ArrayList<>();
        byPart.forEach((part, cuts) -> merge(part, cuts, edits));
        return edits;
    }

    private static void merge(Part part, List<Cut> cuts, List<TextEdit> edits) {
        cuts.sort(Comparator.comparingInt((Cut cut) -> cut.span().start())
                .thenComparing(cut -> -cut.span().end())
                .thenComparing(Cut::replacement));
        Cut open = null;
        for (Cut cut : cuts) {
            if (open == null) {
                open = cut;
            } else if (cut.span().start() < open.span().end()) {
                int end = Math.max(open.span().end(), cut.span().end());
                open = new Cut(new Span(open.span().start(), end), open.replacement());
            } else {
                edits.add(new TextEdit(part, open.span(), open.replacement()));
                open = cut;
            }
        }
        if (open != null) {
            edits.add(new TextEdit(part, open.span(), open.replacement()));
        }
    }
}
