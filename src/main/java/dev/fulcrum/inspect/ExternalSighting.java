package dev.fulcrum.inspect;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import java.util.List;

/**
 * What a service outside saw, before it is bound to a part.
 *
 * @param score confidence, 0 to 1
 * @param spans in UTF-16 indices; ascending, not overlapping; empty when the whole text is meant
 */
record ExternalSighting(String kind, double score, List<Span> spans) {
    ExternalSighting {
        spans = List.copyOf(spans);
    }

    Finding in(Part part) {
        return new Finding(kind, part, score, Math.max(1, spans.size()), spans);
    }
}
