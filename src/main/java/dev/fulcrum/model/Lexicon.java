package dev.fulcrum.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The words and patterns of a bundle's language files, by the kind of finding that they make.
 *
 * @param entries in the order of the files
 */
public record Lexicon(List<Entry> entries) {
    public static final Lexicon EMPTY = new Lexicon(List.of());

    public Lexicon {
        entries = List.copyOf(entries);
    }

    /**
     * One kind of finding and what makes it.
     *
     * @param kind dotted name such as {@code topic.investment-advice}
     * @param score the findings' score, 0 to 1
     * @param phrases found wherever they stand, case and width folded; Latin ones only as whole words
     * @param patterns RE2 expressions
     * @param examples sentences; what means about the same is found
     * @param except what is none of this kind although it looks like one, such as mailboxes that the bank makes public
     * @param file the language file
     * @param line line of the entry, 1-based
     */
    public record Entry(
            String kind,
            double score,
            List<String> phrases,
            List<Pattern> patterns,
            Examples examples,
            List<String> except,
            String file,
            int line) {
        public Entry {
            phrases = List.copyOf(phrases);
            patterns = List.copyOf(patterns);
            except = List.copyOf(except);
        }

        /** An entry without examples and exceptions. */
        public Entry(String kind, double score, List<String> phrases, List<Pattern> patterns, String file, int line) {
            this(kind, score, phrases, patterns, Examples.NONE, file, line);
        }

        /** An entry without exceptions. */
        public Entry(
                String kind,
                double score,
                List<String> phrases,
                List<Pattern> patterns,
                Examples examples,
                String file,
                int line) {
            this(kind, score, phrases, patterns, examples, List.of(), file, line);
        }

        /** Whether it names exceptions of its kind alone, and finds nothing itself. */
        public boolean onlyExcepts() {
            return !except.isEmpty()
                    && phrases.isEmpty()
                    && patterns.isEmpty()
                    && examples.sentences().isEmpty();
        }
    }

    /**
     * Sentences by whose meaning others are found.
     *
     * @param threshold how like one of them another sentence must be, 0 to 1; it is the other's score
     */
    public record Examples(List<String> sentences, double threshold) {
        public static final double USUAL_THRESHOLD = 0.6;
        public static final Examples NONE = new Examples(List.of(), USUAL_THRESHOLD);

        public Examples {
            sentences = List.copyOf(sentences);
        }
    }

    /**
     * A pattern and the words that must be near for it to be tried.
     *
     * @param expression in RE2 syntax
     * @param when phrases of which at least one must stand in a match or near it, in the same sentence; empty to try the pattern on every text
     * @param with phrases of which one must stand there as well; empty when nothing more is asked
     */
    public record Pattern(String expression, List<String> when, List<String> with) {
        public Pattern {
            when = List.copyOf(when);
            with = List.copyOf(with);
        }

        /** One that asks for nothing more than its {@code when} phrases. */
        public Pattern(String expression, List<String> when) {
            this(expression, when, List.of());
        }

        /** All phrases that it waits for. */
        public List<String> phrases() {
            List<String> phrases = new ArrayList<>(when);
            phrases.addAll(with);
            return phrases;
        }
    }
}
