package dev.fulcrum.inspect;

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
    private final TextMemory<Known> remembered;

    /**
     * Bounds the memory.
     *
     * @param answers how many answers it may hold, about 60 bytes each
     */
    public AnswerMemory(int answers) {
        remembered = TextMemory.ofLight(answers);
    }

    /** What is remembered of an answer: its class, and whether it {@linkplain AnswerOutline#answersAtOnce answers at once} if nothing more comes. */
    private record Known(AnswerClass is, boolean answersAtOnce) {
        static Known of(AnswerOutline outline) {
            return new Known(outline.toClass(), outline.answersAtOnce(false));
        }

        AnswerOpening opening() {
            if (answersAtOnce) {
                return AnswerOpening.ANSWERS;
            } else if (is.turnsAway()) {
                return AnswerOpening.REFUSES;
            }
            return is.isEvasive() ? AnswerOpening.EVADES : AnswerOpening.ANSWERS;
        }
    }

    /**
     * What an answer does, as far as its opening tells. What is told of a beginning holds for every answer that begins so.
     *
     * @param complete whether nothing more will come
     */
    public AnswerOpening openingOf(String text, boolean complete) {
        if (complete || text.length() >= OPENING) {
            return known(text).opening();
        }
        boolean answers = classifier.outline(FoldedText.of(text)).answersAtOnce(true);
        return answers ? AnswerOpening.ANSWERS : AnswerOpening.OPEN;
    }

    /** The class that an answer's opening shows. */
    public AnswerClass classOf(String text) {
        return known(text).is;
    }

    /** Two threads that meet a new text at once both read it; neither waits for the other. */
    private Known known(String text) {
        String opening = text.length() <= OPENING ? text : text.substring(0, OPENING);
        Fingerprint fingerprint = Fingerprint.of(NUMBER, opening);
        Known known = remembered.get(fingerprint);
        if (known == null) {
            known = Known.of(classifier.outline(FoldedText.of(opening)));
            remembered.put(fingerprint, known);
        }
        return known;
    }
}
