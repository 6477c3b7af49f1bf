package dev.fulcrum.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A mapping of a YAML file while it is read: every key that is asked for is known, every other one is a mistake.
 *
 * <p>Whoever reads one ends with {@link #close()}, which reports the keys that nobody asked for.
 */
final class Section {
    private final Value place;
    private final boolean mute;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Value> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private Section(Value place, boolean mute) {
        this.place = place;
        this.mute = mute;
    }

    /** Stands for a mapping that is not there, about which nothing more needs to be said. */
    static Section mute(Value place) {
        return new Section(place, true);
    }

    static Section of(Value place, MappingNode mapping) {
        Section section = new Section(place, false);
        for (NodeTuple tuple : mapping.getValue()) {
            section.add(tuple);
        }
        return section;
    }

    private void add(NodeTuple tuple) {
        Value unnamed = new Value(tuple.getKeyNode(), place.path(), place.source());
        if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
            unnamed.problem("a key is a list or a mapping", "expected a word");
            return;
        }
        Value key = new Value(tuple.getKeyNode(), child(scalar.getValue()), place.source());
        Value earlier = keys.putIfAbsent(scalar.getValue(), key);
        if (earlier != null) {
            key.problem("the key stands here twice, first in line " + earlier.line(), "keep one of them");
            return;
        }
        values.put(scalar.getValue(), new Value(tuple.getValueNode(), key.path(), place.source()));
    }

    /** Where the mapping is, or would be. */
    Value place() {
        return place;
    }

    /** The line of the mapping's first key, 1-based. */
    int line() {
        return place.line();
    }

    /** Whether there is a mapping at all. */
    boolean isThere() {
        return !mute;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The value of a key, which is known from here on. */
    Optional<Value> find(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key));
    }

    /** All values by key, which are known from here on; for mappings whose keys are the author's. */
    Map<String, Value> all() {
        known.addAll(values.keySet());
        return values;
    }

    /** The value of a key, or what holds without it; also that when a problem was reported. */
    <T> T get(String key, Form<T> form, T otherwise) {
        return find(key).flatMap(value -> value.read(form)).orElse(otherwise);
    }

    /** The value of a key, if it is there. */
    <T> Optional<T> get(String key, Form<T> form) {
        return find(key).flatMap(value -> value.read(form));
    }

    /** The value of a key that must be there; empty after the report that it is not, or is wrong. */
    <T> Optional<T> need(String key, Form<T> form) {
        Optional<Value> value = find(key);
        if (value.isEmpty()) {
            missing(key, form.expected());
        }
        return value.flatMap(present -> present.read(form));
    }

    /** The mapping under a key; when it is not there, one in which nothing stands. */
    Section section(String key) {
        return find(key).map(Value::section).orElseGet(() -> mute(new Value(place.node(), child(key), place.source())));
    }

    /** The mapping under a key that must be there. */
    Section needSection(String key, String expected) {
        if (find(key).isEmpty()) {
            missing(key, expected);
        }
        return section(key);
    }

    /** The list under a key; empty when it is not there. */
    List<Value> items(String key) {
        return find(key).map(Value::items).orElse(List.of());
    }

    /** The list under a key that must be there with at least one item. */
    List<Value> needItems(String key, String expected) {
        Optional<Value> value = find(key);
        if (value.isEmpty()) {
            missing(key, expected);
            return List.of();
        }
        if (value.get().isEmptyList()) {
            value.get().problem("the list is empty", "expected " + expected);
        }
        return value.get().items();
    }

    /** The value of a key as the file has it, to be printed. */
    String shown(String key) {
        return values.containsKey(key) ? values.get(key).shown() : "nothing";
    }

    /** Reports about the key, or about the mapping when the key is not there. */
    void problem(String key, String what, String mend) {
        Value at = values.getOrDefault(key, place);
        new Value(at.node(), child(key), at.source()).problem(what, mend);
    }

    /** Reports the keys that nobody asked for. */
    void close() {
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                keys.get(key).problem("the key `" + Value.shorten(key, 60) + "` is not known here", mendKey(key));
            }
        });
    }

    private String mendKey(String key) {
        return key.equals("<<") ? "merge keys are not supported: write the keys out" : Spelling.mend(key, known, "key");
    }

    private void missing(String key, String expected) {
        if (!mute) {
            problem(key, "is missing", "expected " + expected);
        }
    }

    private String child(String key) {
        return place.path().isEmpty() ? key : place.path() + "." + key;
    }
}
