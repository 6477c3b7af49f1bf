package dev.fulcrum.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.fulcrum.config.Form.Parsed;
import dev.fulcrum.model.Lexicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A language file of a bundle: a mapping from kinds of findings to the phrases and patterns that make them.
 *
 * <pre>{@code
 * topic.investment-advice:
 *   score: 0.9                      # 1.0 unless said
 *   phrases: [ "which stock should I buy", "推荐股票" ]
 *   patterns:
 *     - "(?i)should I (buy|sell) .{1,30}(stock|fund)s?"
 *     - { pattern: "(?i)…", when: [ "stock", "fund" ] }
 *   examples: [ "我应该买哪只股票？" ]   # needs the semantic jar
 *   threshold: 0.6                  # how like an example a sentence must be
 *   except: [ "stock cube" ]        # stands there and is none
 * }</pre>
 */
final class LexiconFile {
    private static final String KIND = "[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*";

    private static final Form<String> PHRASE = Form.text("a phrase");
    private static final Form<String> PATTERN =
            new Form<>("a pattern in RE2 syntax", true, text -> true, LexiconFile::parsePattern);

    private final String name;
    private final List<Lexicon.Entry> entries = new ArrayList<>();

    private LexiconFile(String name) {
        this.name = name;
    }

    /**
     * The entries in a text; incomplete when problems are reported.
     *
     * @param name the file's path inside the bundle, for the entries
     * @param source the file as a person would open it, for problems
     */
    static List<Lexicon.Entry> parse(String text, String name, Source source) {
        LexiconFile reader = new LexiconFile(name);
        YamlText.parse(text, source).ifPresent(root -> root.section().all().forEach(reader::entry));
        return reader.entries;
    }

    private void entry(String kind, Value value) {
        if (!kind.matches(KIND)) {
            value.problem(
                    "`" + Value.shorten(kind, 60) + "` is not a kind of finding",
                    "expected a dotted name in lower case, such as topic.investment-advice");
        }
        Section section = value.section();
        double score = section.get("score", Form.share(), 1.0);
        List<String> phrases = texts(section.items("phrases"));
        List<Lexicon.Pattern> patterns = new ArrayList<>();
        section.items("patterns").forEach(item -> pattern(item).ifPresent(patterns::add));
        Lexicon.Examples examples = examples(section);
        List<String> except = section.has("except")
                ? texts(section.needItems("except", "at least one exception; leave the key out if there is none"))
                : texts(section.items("except"));
        if (value.isMapping()
                && empty(section, "phrases")
                && empty(section, "patterns")
                && empty(section, "examples")
                && empty(section, "except")) {
            value.problem(
                    "there is neither a phrase nor a pattern nor an example",
                    "expected `phrases`, `patterns` or `examples`, or `except` for a kind that is found without");
        }
        section.close();
        entries.add(new Lexicon.Entry(kind, score, phrases, patterns, examples, except, name, section.line()));
    }

    private static Lexicon.Examples examples(Section section) {
        List<String> sentences = texts(section.items("examples"));
        double threshold = section.get("threshold", Form.share(), Lexicon.Examples.USUAL_THRESHOLD);
        if (section.has("threshold") && !section.has("examples")) {
            section.problem("threshold", "stands without `examples`", "add examples, or remove it");
        }
        return new Lexicon.Examples(sentences, threshold);
    }

    private static boolean empty(Section section, String key) {
        return !section.has(key) || section.find(key).map(Value::isEmptyList).orElse(true);
    }

    private static Optional<Lexicon.Pattern> pattern(Value item) {
        if (!item.isMapping()) {
            return item.read(PATTERN).map(expression -> new Lexicon.Pattern(expression, List.of()));
        }
        Section section = item.section();
        Optional<String> expression = section.need("pattern", PATTERN);
        List<String> when = section.has("when")
                ? texts(section.needItems("when", "at least one phrase; leave the key out to try the pattern always"))
                : texts(section.items("when"));
        List<String> with = section.has("with")
                ? texts(section.needItems("with", "at least one phrase; leave the key out to ask for `when` alone"))
                : texts(section.items("with"));
        section.close();
        return expression.map(found -> new Lexicon.Pattern(found, when, with));
    }

    private static List<String> texts(List<Value> items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> item.read(PHRASE).ifPresent(texts::add));
        return texts;
    }

    private static Parsed<String> parsePattern(String text) {
        if (text.isBlank()) {
            return Parsed.wrong("is blank");
        }
        try {
            Pattern compiled = Pattern.compile(text);
            return compiled.matches("") ? Parsed.wrong("matches the empty text, so everything") : Parsed.of(text);
        } catch (PatternSyntaxException wrong) {
            return Parsed.wrong("does not compile: " + wrong.getDescription());
        }
    }
}
