package dev.fulcrum.inspect;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells of what no detector can read, so that it does not pass for something harmless. */
final class Unreadable {
    static final String KIND = "content.unreadable";
    static final Set<String> KINDS = Set.of(KIND);

    private Unreadable() {}

    static Finding in(Part part) {
        return new Finding(KIND, part, 1, 1, List.of());
    }

    /** One finding for each sort in each message, which counts how many there are. */
    static List<Finding> among(List<Part> parts) {
        Map<Part, Integer> counts = new LinkedHashMap<>(0);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).unreadable()) {
                counts.merge(parts.get(i), 1, Integer::sum);
            }
        }
        return counts.isEmpty()
                ? List.of()
                : counts.entrySet().stream()
                        .map(it -> new Finding(KIND, it.getKey(), 1, it.getValue(), List.of()))
                        .toList();
    }
}
