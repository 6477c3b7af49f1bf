package dev.fulcrum.inspect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fulcrum.model.AnswerClass;
import dev.fulcrum.model.AnswerOpening;

/**
 * The classes of answers, remembered by their text's hash, since a conversation's history repeats with every turn.
 *
 * <p>Only an answer's opening is read, for where an answer refuses it does so at its beginning: on labelled answers two classes in a thousand differ,
 * and a long answer costs no more than a middling one: about 40 microseconds the first time. Thread-safe.
 */
public final class AnswerMemory {
    /** So much of an answer tells its class, in UTF-16 units. */
    static final int OPENING = 1_000;

    /** The classifier's own hashes; inspectors count from 1, and have a memory of their own. */
    private static final int NUMBER = 0;

    private final AnswerClassifier classifier = new AnswerClassifier();
    private final Cache<Fingerprint, AnswerClass> remembered;

    /**
     * Bounds the memory.
     *
     * @param answers how many answers it may hold, about 150 bytes each
     */
    public AnswerMemory(int answers) {
        remembered = Caffeine.newBuilder()
                .maximumSize(answers)
                .executor(Runnable::run)
                .build();
    }

    /**
     * What an answer does, as far as its opening tells. What is told of a beginning holds for every answer that begins so.
     *
     * @param complete whether nothing more will come
     */
    public AnswerOpening openingOf(String text, boolean complete) {
        boolean whole = complete || text.length() >= OPENING;
        String opening = text.length() <= OPENING ? text : text.substring(0, OPENING);
        if (classifier.outline(FoldedText.of(opening)).answersAtOnce(!whole)) {
            return AnswerOpening.ANSWERS;
        } else if (!whole) {
            return AnswerOpening.OPEN;
        }
        AnswerClass known = classOf(opening);
        if (known.turnsAway()) {
            return AnswerOpening.REFUSES;
        }
        return known.isEvasive() ? AnswerOpening.EVADES : AnswerOpening.ANSWERS;
    }

    /** The class that an answer's opening shows. Two threads that meet a new text at once both read it; neither waits for the other. */
    public AnswerClass classOf(String text) {
        String opening = text.length() <= OPENING ? text : text.substring(0, OPENING);
        Fingerprint fingerprint = Fingerprint.of(NUMBER, opening);
        AnswerClass known = remembered.getIfPresent(fingerprint);
        if (known == null) {
            known = classifier.classify(opening);
            remembered.put(fingerprint, known);
        }
        return known;
    }
}
