package dev.fulcrum.config;

import dev.fulcrum.config.Form.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A node of a YAML file, its place in the tree, and where to report what is wrong with it.
 *
 * @param path such as {@code targets[1].url}; empty for the root
 */
record Value(Node node, String path, Source source) {
    private static final int SHOWN_CHARACTERS = 60;

    /** First line of the value, 1-based. */
    int line() {
        return node.getStartMark().getLine() + 1;
    }

    void problem(String what, String mend) {
        source.problems().add(source.file(), line(), path, what, mend);
    }

    boolean isScalar() {
        return node instanceof ScalarNode;
    }

    boolean isEmptyList() {
        return node instanceof SequenceNode sequence && sequence.getValue().isEmpty();
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** The mapping that this is; a section that asks for nothing after the report that it is none. */
    Section section() {
        if (node instanceof MappingNode mapping) {
            return Section.of(this, mapping);
        }
        problem("found " + kind(), "expected a mapping, `key: value`");
        return Section.mute(this);
    }

    /** The items of the list that this is; none after the report that it is no list. */
    List<Value> items() {
        if (!(node instanceof SequenceNode sequence)) {
            problem("found " + kind(), "expected a list, one `- item` a line or [ a, b ]");
            return List.of();
        }
        List<Value> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Value(item, path + "[" + items.size() + "]", source));
        }
        return items;
    }

    /** The value in a form; empty after the report that it does not have it. */
    <T> Optional<T> read(Form<T> form) {
        if (!(node instanceof ScalarNode scalar)) {
            problem("found " + kind(), "expected " + form.expected());
            return Optional.empty();
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            problem("has no value", "expected " + form.expected());
            return Optional.empty();
        }
        if (form.quoted() && !scalar.getTag().equals(Tag.STR)) {
            problem("YAML takes " + shown(form, scalar) + " for " + kind(), "put it in quotes to make it text");
            return Optional.empty();
        }
        return source.environment().expand(this, scalar.getValue()).flatMap(text -> parse(form, scalar, text));
    }

    private <T> Optional<T> parse(Form<T> form, ScalarNode scalar, String text) {
        Parsed<T> parsed = form.parse().apply(text);
        if (parsed.wrong().isEmpty()) {
            return Optional.of(parsed.value());
        }
        problem(shown(form, scalar) + " " + parsed.wrong(), "expected " + form.expected());
        return Optional.empty();
    }

    private String shown(Form<?> form, ScalarNode scalar) {
        String text = scalar.getValue();
        return form.shown().test(text)
                ? shown()
                : "the value (" + text.codePointCount(0, text.length()) + " characters, not shown)";
    }

    /** A scalar as the file has it, never as the environment fills it in: that may be a secret. */
    String shown() {
        if (!(node instanceof ScalarNode scalar)) {
            return kind();
        }
        String found = "`" + shorten(scalar.getValue(), SHOWN_CHARACTERS) + "`";
        return source.environment().concerns(scalar.getValue()) ? "what the environment makes of " + found : found;
    }

    /** The text's first characters, on one line; whole characters only. */
    static String shorten(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
    }

    /** A secret: one variable of the environment and nothing else. */
    Optional<Secret> secret() {
        String expected = "expected one environment variable and nothing else, such as ${OPENAI_API_KEY}";
        if (!(node instanceof ScalarNode scalar)) {
            problem("found " + kind(), expected);
            return Optional.empty();
        }
        if (!source.environment().isOneVariable(scalar.getValue())) {
            problem("a secret stands in the file (not shown)", expected);
            return Optional.empty();
        }
        return source.environment().expand(this, scalar.getValue()).flatMap(this::usable);
    }

    private Optional<Secret> usable(String secret) {
        if (!Secret.fitsAHeader(secret)) {
            problem(
                    secret.isEmpty()
                            ? "the environment variable is set but empty"
                            : "the environment variable holds characters that cannot stand in a header (not shown)",
                    "expected printable ASCII without blanks or line ends");
            return Optional.empty();
        }
        return Optional.of(new Secret(secret));
    }

    private String kind() {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return "nothing";
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return "a number";
        }
        if (tag.equals(Tag.BOOL)) {
            return "true or false";
        }
        return tag.equals(Tag.TIMESTAMP) ? "a date" : "text";
    }
}
