package dev.fulcrum.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the patterns of a rule have bound so far: {@code $f : Finding( $p : part )}. Not thread-safe. */
final class Scope {

    /**
     * A name.
     *
     * @param slot of the pattern whose fact it reads
     * @param type boxed
     * @param path from that fact
     */
    record Bound(int slot, Class<?> type, java.util.function.Function<Object, Object> path) {}

    private final Map<String, Bound> names;

    Scope() {
        this(new TreeMap<>());
    }

    private Scope(Map<String, Bound> names) {
        this.names = names;
    }

    /** The same, for what stands behind {@code not} or {@code exists}: what it binds is not known outside. */
    Scope inner() {
        return new Scope(new TreeMap<>(names));
    }

    /** Binds a name; false when it is bound already. */
    boolean bind(String name, Bound bound) {
        return names.putIfAbsent(name, bound) == null;
    }

    Optional<Bound> find(String name) {
        return Optional.ofNullable(names.get(name));
    }

    Set<String> names() {
        return names.keySet();
    }
}
