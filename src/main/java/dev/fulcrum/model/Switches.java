package dev.fulcrum.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All switches in force, as one immutable snapshot.
 *
 * <p>A rule's switches lie in layers, the newest last. The newest layer that covers an application and has not
 * lapsed decides; so what stood before returns by itself when a layer lapses.
 */
public final class Switches {
    public static final Switches NONE = new Switches(0, Map.of());

    private final long version;
    private final Map<String, List<Switch>> layers;

    /**
     * @param version grows with every change
     * @param layers by rule id, the newest layer last
     */
    public Switches(long version, Map<String, List<Switch>> layers) {
        this.version = version;
        Map<String, List<Switch>> copy = new HashMap<>();
        layers.forEach((rule, list) -> copy.put(rule, List.copyOf(list)));
        this.layers = Map.copyOf(copy);
    }

    public long version() {
        return version;
    }

    /** By rule id, the newest layer last. */
    public Map<String, List<Switch>> layers() {
        return layers;
    }

    /** The switch that decides for a rule, an application and a moment. */
    public Switch of(String rule, String app, Instant now) {
        List<Switch> stack = layers.get(rule);
        if (stack != null) {
            for (int i = stack.size() - 1; i >= 0; i--) {
                if (stack.get(i).covers(app, now)) {
                    return stack.get(i);
                }
            }
        }
        return Switch.DEFAULT;
    }

    /** The snapshot after one more switch: for good and for all applications it replaces every layer, otherwise it lies on top. */
    public Switches with(String rule, Switch change) {
        List<Switch> stack = new ArrayList<>();
        if (!change.apps().isEmpty() || change.until().isPresent()) {
            layers.getOrDefault(rule, List.of()).stream()
                    .filter(layer -> layer.inForce(change.since()))
                    .filter(layer -> !replaces(change, layer))
                    .forEach(stack::add);
        }
        stack.add(change);
        Map<String, List<Switch>> next = new HashMap<>(layers);
        next.put(rule, stack);
        return new Switches(version + 1, next);
    }

    /** The snapshot without a rule's lapsed layers; this one when there are none. */
    public Switches withoutLapsed(String rule, Instant now) {
        List<Switch> stack = layers.getOrDefault(rule, List.of());
        List<Switch> left = stack.stream().filter(layer -> layer.inForce(now)).toList();
        if (left.size() == stack.size()) {
            return this;
        }
        Map<String, List<Switch>> next = new HashMap<>(layers);
        next.put(rule, left);
        return new Switches(version + 1, next);
    }

    private static boolean replaces(Switch change, Switch layer) {
        return change.until().isEmpty()
                && !layer.apps().isEmpty()
                && change.apps().containsAll(layer.apps());
    }
}
