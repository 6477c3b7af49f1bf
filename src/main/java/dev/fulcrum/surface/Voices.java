package dev.fulcrum.surface;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose words stand in which field of a request, as its reader found out; not safe between threads. */
final class Voices {
    private final Map<String, List<Voice>> fields = new HashMap<>();
    private final Set<String> tools = new HashSet<>();
    private int next;

    /** The next element of a field, or the field itself, is somebody's. */
    void add(String field, Voice voice) {
        fields.computeIfAbsent(field, unseen -> new ArrayList<>()).add(voice);
        next = Math.max(next, voice.index() + 1);
    }

    /** A tool of this name is defined. */
    void tool(String name) {
        tools.add(name);
    }

    boolean isTool(String name) {
        return tools.contains(name);
    }

    /** Whether a value is an id: some servers put the name of the tool into it, which is read where the tool is defined. */
    boolean isId(String value) {
        return IdShape.isId(value)
                || tools.stream()
                        .anyMatch(tool ->
                                tool.length() > 2 && value.contains(tool) && IdShape.isId(value.replace(tool, "")));
    }

    /** Those of a field's elements; of the field if it has none; nothing if nobody said. */
    List<Voice> of(String field) {
        return fields.getOrDefault(field, List.of());
    }

    /** The number behind all others. */
    int next() {
        return next;
    }
}
