package dev.fulcrum.inspect;

import dev.fulcrum.model.AnswerClass;
import dev.fulcrum.model.AnswerClass.Compliance;
import dev.fulcrum.model.AnswerOpening;
import java.util.List;

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

    /** Of what is remembered of an answer, with its fingerprint and its share of an index. */
    private static final int BYTES = 80;

    private final AnswerClassifier classifier = new AnswerClassifier();
    private final TextMemory remembered;

    /**
     * Bounds the memory.
     *
     * @param answers how many answers it may hold, about 80 bytes each
     */
    public AnswerMemory(int answers) {
        remembered = new TextMemory((long) BYTES * answers);
    }

    /** What is remembered of an answer: its class, and whether it {@linkplain AnswerOutline#answersAtOnce answers at once} if nothing more comes. */
    private record Known(AnswerClass is, boolean answersAtOnce) {
        private static final List<Compliance> COMPLIANCES = List.of(Compliance.values());

        static Known of(AnswerOutline outline) {
            return new Known(outline.toClass(), outline.answersAtOnce(false));
        }

        static Known read(long[] note) {
            Compliance compliance = COMPLIANCES.get((int) note[0]);
            return new Known(
                    new AnswerClass(compliance, Double.longBitsToDouble(note[1]), Double.longBitsToDouble(note[2])),
                    note[3] == 1);
        }

        long[] write() {
            return new long[] {
                COMPLIANCES.indexOf(is.compliance()),
                Double.doubleToRawLongBits(is.evasive()),
                Double.doubleToRawLongBits(is.hedging()),
                answersAtOnce ? 1 : 0
            };
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
        long[] note = remembered.get(fingerprint);
        if (note != null) {
            return Known.read(note);
        }
        Known known = Known.of(classifier.outline(FoldedText.of(opening)));
        remembered.put(fingerprint, known.write());
        return known;
    }
}
