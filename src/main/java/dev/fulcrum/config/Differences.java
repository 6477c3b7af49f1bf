package dev.fulcrum.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Compares two readings of a file, key by key and in the file's own words.
 *
 * <p>Items of a list that have a {@code name} are matched by it, so that a line moved up is one difference and not many; what
 * is there on one side only is told once, by its uppermost place.
 */
final class Differences {
    /** The hashes of an application's keys. */
    static final Pattern APP_KEYS = Pattern.compile("apps\\[[^\\]]+]\\.keys");

    private final Pattern ignored;
    private final List<String> found = new ArrayList<>();

    Differences(Pattern ignored) {
        this.ignored = ignored;
    }

    List<String> between(Optional<Value> before, Optional<Value> after) {
        compare("", before, after);
        return List.copyOf(found);
    }

    private void compare(String path, Optional<Value> before, Optional<Value> after) {
        if (before.isEmpty() || after.isEmpty()) {
            found.add(path);
        } else if (ignored.matcher(path).matches()) {
            return;
        } else if (before.get().isMapping() && after.get().isMapping()) {
            compareEach(path, ".", "", keys(before.get()), keys(after.get()));
        } else if (isList(before.get()) && isList(after.get())) {
            lists(path, before.get().items(), after.get().items());
        } else if (!same(before.get().node(), after.get().node())) {
            found.add(path);
        }
    }

    private void lists(String path, List<Value> before, List<Value> after) {
        Map<String, Value> old = labelled(before);
        Map<String, Value> now = labelled(after);
        if (old.keySet().equals(now.keySet()) && !List.copyOf(old.keySet()).equals(List.copyOf(now.keySet()))) {
            found.add(path + " (their order)");
        }
        compareEach(path, "[", "]", old, now);
    }

    private void compareEach(
            String path, String open, String close, Map<String, Value> before, Map<String, Value> after) {
        Set<String> labels = new LinkedHashSet<>(before.keySet());
        labels.addAll(after.keySet());
        for (String label : labels) {
            String child = path.isEmpty() ? label : path + open + label + close;
            compare(child, Optional.ofNullable(before.get(label)), Optional.ofNullable(after.get(label)));
        }
    }

    private static Map<String, Value> keys(Value mapping) {
        return mapping.section().all();
    }

    private static Map<String, Value> labelled(List<Value> items) {
        Map<String, Value> labelled = new LinkedHashMap<>();
        for (Value item : items) {
            labelled.put(name(item).orElse(Integer.toString(labelled.size())), item);
        }
        return labelled;
    }

    private static Optional<String> name(Value item) {
        return item.isMapping()
                ? Optional.ofNullable(keys(item).get("name"))
                        .map(Value::node)
                        .filter(ScalarNode.class::isInstance)
                        .map(node -> ((ScalarNode) node).getValue())
                : Optional.empty();
    }

    private static boolean isList(Value value) {
        return value.node() instanceof SequenceNode;
    }

    private static boolean same(Node before, Node after) {
        return before instanceof ScalarNode one
                && after instanceof ScalarNode other
                && one.getValue().equals(other.getValue())
                && one.getTag().equals(other.getTag());
    }
}
