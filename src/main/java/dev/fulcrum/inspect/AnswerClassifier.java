package dev.fulcrum.inspect;

import dev.fulcrum.model.AnswerClass;

/**
 * Tells full answers, partial refusals and refusals apart, in English and Chinese, from the answer's text alone.
 *
 * <p>It reads sentences by what their phrases do and decides by where they stand; it knows no question and no list of
 * answers. Deterministic; takes time linear in the text's length. Thread-safe.
 */
public final class AnswerClassifier {
    /** Read once for all classifiers: it takes tenths of a second, and the first classifier should not be made on an event loop. */
    private static final AnswerGrammar GRAMMAR = AnswerGrammar.read();

    /** Classifies an answer; one that says nothing is full and evasive. */
    public AnswerClass classify(String text) {
        return outline(FoldedText.of(text)).toClass();
    }

    AnswerOutline outline(FoldedText text) {
        return new AnswerOutline(GRAMMAR.parse(text));
    }
}
