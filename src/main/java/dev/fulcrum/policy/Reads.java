package dev.fulcrum.policy;

import java.util.Set;
import java.util.TreeSet;

/** What the rules of a phase read: which kinds of findings, and which types of facts. Not thread-safe. */
final class Reads {
    private final Set<String> kinds = new TreeSet<>();
    private final Set<String> types = new TreeSet<>();

    void kind(String kind) {
        kinds.add(kind);
    }

    void type(String type) {
        types.add(type);
    }

    void add(Reads others) {
        kinds.addAll(others.kinds);
        types.addAll(others.types);
    }

    Set<String> kinds() {
        return Set.copyOf(kinds);
    }

    Set<String> types() {
        return Set.copyOf(types);
    }
}
