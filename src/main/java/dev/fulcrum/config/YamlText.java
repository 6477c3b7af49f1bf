package dev.fulcrum.config;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A YAML text as a tree of nodes: one document, standard tags only, at most 20 aliases of collections, 30 levels
 * and 100,000 nodes with every alias written out. No object is ever built from a tag.
 */
final class YamlText {
    private static final int ALIASES = 20;
    private static final int LEVELS = 30;
    private static final int NODES = 100_000;
    private static final Set<Tag> TAGS =
            Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE);

    private final Source source;
    private int nodes;

    private YamlText(Source source) {
        this.source = source;
    }

    /** The root of a text; empty after the report of what is wrong with it. */
    static Optional<Value> parse(String text, Source source) {
        return new YamlText(source).compose(text);
    }

    private Optional<Value> compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(TextFile.LIMIT_BYTES);
        options.setMaxAliasesForCollections(ALIASES);
        options.setNestingDepthLimit(LEVELS);
        options.setProcessComments(false);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                problem(0, "the file is empty", "expected a mapping, `key: value`");
                return Optional.empty();
            }
            return sound(root) ? Optional.of(new Value(root, "", source)) : Optional.empty();
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null
                    ? 0
                    : broken.getProblemMark().getLine() + 1;
            problem(line, "this is not YAML: " + broken.getProblem(), "look at indentation, quotes and colons here");
        } catch (ReaderException broken) {
            int line = lineOf(text, broken.getPosition());
            problem(line, "a character that YAML forbids: U+%04X".formatted(broken.getCodePoint()), "remove it");
        } catch (YAMLException broken) {
            problem(0, "this is not YAML: " + broken.getMessage(), "make the file smaller and flatter");
        }
        return Optional.empty();
    }

    private static int lineOf(String text, int position) {
        return 1
                + (int) text.codePoints().limit(position).filter(c -> c == '\n').count();
    }

    private void problem(int line, String what, String mend) {
        source.problems().add(source.file(), line, "", what, mend);
    }

    private boolean sound(Node root) {
        boolean fine = visit(root, new ArrayDeque<>());
        if (nodes > NODES) {
            problem(0, "aliases make more than " + NODES + " nodes of this file", "write out what they stand for");
            return false;
        }
        return fine;
    }

    private boolean visit(Node node, Deque<Node> above) {
        if (++nodes > NODES) {
            return false;
        }
        int line = node.getStartMark().getLine() + 1;
        if (!TAGS.contains(node.getTag())) {
            problem(line, "the tag " + node.getTag().getValue() + " is not supported", "remove it");
            return false;
        }
        if (!(node instanceof CollectionNode<?>)) {
            return true;
        }
        if (above.contains(node)) { // nodes are equal only to themselves
            problem(line, "an alias stands inside what it is an alias of", "write out what it stands for");
            return false;
        }
        above.push(node);
        boolean fine = visitChildren(node, above);
        above.pop();
        return fine;
    }

    private boolean visitChildren(Node node, Deque<Node> above) {
        boolean fine = true;
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                fine &= visit(item, above);
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                fine &= visit(tuple.getKeyNode(), above);
                fine &= visit(tuple.getValueNode(), above);
            }
        }
        return fine;
    }
}
