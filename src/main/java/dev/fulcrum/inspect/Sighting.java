package dev.fulcrum.inspect;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import java.util.List;

/**
 * A finding before it is bound to a part.
 *
 * @param kind what was seen
 * @param score confidence, 0 to 1
 * @param spans where, in UTF-16 indices of the text as it came; ascending, not overlapping, never empty
 */
record Sighting(String kind, double score, List<Span> spans) {
    Sighting {
        spans = List.copyOf(spans);
    }

    /** How often it was seen. */
    int count() {
        return spans.size();
    }

    Finding in(Part part) {
        return new Finding(kind, part, score, count(), spans);
    }
}
