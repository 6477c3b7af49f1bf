package dev.fulcrum.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the last bundle that was built was made of, for the next one to take over where it is the same.
 *
 * <p>What that bundle did not use is forgotten, so it holds no more than one bundle needs. Thread-safe.
 */
final class Memory<K, V> {
    private volatile Map<K, V> kept = Map.of();

    /** One build's use of the memory. */
    final class Use {
        private final Map<K, V> known = kept;
        private final Map<K, V> used = new HashMap<>();

        private Use() {}

        /** What is known under a key, or else what is made of it now. */
        Optional<V> get(K key, Function<K, Optional<V>> make) {
            Optional<V> value = Optional.ofNullable(known.get(key)).or(() -> make.apply(key));
            value.ifPresent(it -> used.put(key, it));
            return value;
        }

        /** Keeps what was used, and that alone: the bundle was built. */
        void keep() {
            kept = Map.copyOf(used);
        }
    }

    Use use() {
        return new Use();
    }
}
