package dev.fulcrum.inspect;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a person has to mend in a language file before its entries can be looked for. */
final class LexiconReview {
    private static final List<String> LOOK_AROUND = List.of("(?=", "(?!", "(?<=", "(?<!");

    private final List<Problem> problems = new ArrayList<>();

    private LexiconReview() {}

    /** All problems, in the order of the entries. */
    static List<Problem> of(List<Lexicon.Entry> entries) {
        LexiconReview review = new LexiconReview();
        entries.forEach(review::review);
        return List.copyOf(review.problems);
    }

    /** Those that have to be found by a model which is not there. */
    static List<Problem> withoutModel(List<Lexicon.Entry> entries) {
        LexiconReview review = new LexiconReview();
        entries.stream()
                .filter(entry -> !entry.examples().sentences().isEmpty())
                .forEach(entry -> review.add(
                        entry,
                        "kind " + entry.kind() + " is found by example sentences, which needs the semantic jar",
                        "build with -Psemantic, or leave `examples` out"));
        return List.copyOf(review.problems);
    }

    /**
     * What is wrong with exceptions.
     *
     * @param builtIn kinds that need no entry
     * @param outside those of them that services find
     */
    static List<Problem> ofExceptions(List<Lexicon.Entry> entries, Set<String> builtIn, Set<String> outside) {
        LexiconReview review = new LexiconReview();
        Set<String> found = new HashSet<>(builtIn);
        entries.stream().filter(entry -> !entry.onlyExcepts()).forEach(entry -> found.add(entry.kind()));
        for (Lexicon.Entry entry : entries) {
            if (!entry.except().isEmpty()) {
                review.exceptions(entry, found, builtIn, outside);
            }
        }
        return List.copyOf(review.problems);
    }

    private void exceptions(Lexicon.Entry entry, Set<String> found, Set<String> builtIn, Set<String> outside) {
        if (!found.contains(entry.kind())) {
            add(
                    entry,
                    "`except` names exceptions of a kind that nothing finds",
                    "add phrases or patterns, or name a built-in kind such as pii.email");
        }
        boolean impossible = builtIn.contains(entry.kind()) && !Exceptions.possible(entry.kind());
        if (impossible || outside.contains(entry.kind())) {
            add(
                    entry,
                    "kind " + entry.kind() + " can have no exceptions: it is not found by what a text names",
                    "remove `except`");
            return;
        }
        for (String exception : entry.except()) {
            String expected = Exceptions.expected(entry.kind(), exception);
            if (expected != null) {
                add(entry, "exception \"" + exception + "\" can except nothing", "expected " + expected);
            }
        }
    }

    private void review(Lexicon.Entry entry) {
        if (entry.kind().isBlank()) {
            add(entry, "the entry has no kind", "name one, such as topic.refund");
        }
        if (!(entry.score() >= 0 && entry.score() <= 1)) {
            add(entry, "score " + entry.score() + " is out of range", "expected a number from 0 to 1");
        }
        if (entry.except().isEmpty()
                && entry.phrases().isEmpty()
                && entry.patterns().isEmpty()
                && entry.examples().sentences().isEmpty()) {
            add(entry, "the entry has neither phrases nor patterns nor examples", "give it at least one, or remove it");
        }
        for (String phrase : entry.phrases()) {
            if (Automaton.fold(phrase).isEmpty()) {
                add(entry, "phrase \"" + phrase + "\" has no visible character", "write a word, or remove it");
            }
        }
        entry.patterns().forEach(pattern -> review(entry, pattern));
    }

    private void review(Lexicon.Entry entry, Lexicon.Pattern pattern) {
        review(entry, pattern, "when", pattern.when(), "leave `when` empty to try the pattern on every text");
        review(entry, pattern, "with", pattern.with(), "leave `with` out to ask for `when` alone");
        if (pattern.when().isEmpty() && !pattern.with().isEmpty()) {
            add(
                    entry,
                    "pattern " + pattern.expression() + " has `with` phrases and no `when`",
                    "call the rarer ones `when`, or all of them");
        }
        try {
            if (Pattern.compile(pattern.expression()).matcher("").find()) {
                add(
                        entry,
                        "pattern " + pattern.expression() + " matches where there is nothing",
                        "make it demand at least one character, such as + instead of *");
            }
        } catch (PatternSyntaxException e) {
            add(
                    entry,
                    "pattern " + pattern.expression() + " is refused: " + e.getMessage(),
                    mend(pattern.expression()));
        }
    }

    private void review(
            Lexicon.Entry entry, Lexicon.Pattern pattern, String key, List<String> words, String otherwise) {
        for (String word : words) {
            if (Automaton.fold(word).isEmpty()) {
                add(
                        entry,
                        "`" + key + "` word \"" + word + "\" of pattern " + pattern.expression()
                                + " has no visible character",
                        "write a word, or " + otherwise);
            }
        }
    }

    private static String mend(String expression) {
        if (LOOK_AROUND.stream().anyMatch(expression::contains)) {
            return "RE2 has no look-around: match the surroundings too, or name them in `when`";
        }
        if (expression.matches("(?s).*\\\\[1-9k].*")) {
            return "RE2 has no back-references: write the repeated part out";
        }
        return "write it in RE2 syntax";
    }

    private void add(Lexicon.Entry entry, String what, String mend) {
        problems.add(new Problem(entry.file(), entry.line(), entry.kind(), what, mend));
    }
}
