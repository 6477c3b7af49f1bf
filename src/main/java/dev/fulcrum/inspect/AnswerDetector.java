package dev.fulcrum.inspect;

import dev.fulcrum.model.AnswerClass;
import java.util.List;
import java.util.Set;

/**
 * Finds what an answer withholds: {@value #REFUSAL}, {@value #PARTIAL_REFUSAL}, {@value #EVASIVE} and {@value #HEDGING}.
 *
 * <p>The spans are the sentences that tell. A refusal scores {@value #OUTRIGHT} when it is said in so many words and
 * {@value #IMPLIED} when the answer objects to the request instead of answering; the other two score as {@link AnswerClass} says.
 */
final class AnswerDetector implements Detector {
    static final String REFUSAL = "answer.refusal";
    static final String PARTIAL_REFUSAL = "answer.partial-refusal";
    static final String EVASIVE = "answer.evasive";
    static final String HEDGING = "answer.hedging";
    static final Set<String> KINDS = Set.of(REFUSAL, PARTIAL_REFUSAL, EVASIVE, HEDGING);

    static final double OUTRIGHT = 0.95;
    static final double IMPLIED = 0.8;

    private final Set<String> kinds;
    private final AnswerClassifier classifier = new AnswerClassifier();

    private AnswerDetector(Set<String> kinds) {
        this.kinds = Set.copyOf(kinds);
    }

    /** Looks for those of the kinds that it knows. */
    static AnswerDetector of(Set<String> kinds) {
        return new AnswerDetector(kinds);
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        FoldedText text = reading.folded();
        AnswerOutline outline = classifier.outline(text);
        AnswerClass answer = outline.toClass();
        double score = outline.refusesOutright() ? OUTRIGHT : IMPLIED;
        switch (answer.compliance()) {
            case REFUSAL -> add(REFUSAL, score, outline.telling(), text, sightings);
            case PARTIAL -> add(PARTIAL_REFUSAL, score, outline.telling(), text, sightings);
            case FULL -> {}
        }
        if (answer.isEvasive()) {
            add(EVASIVE, answer.evasive(), Evasion.away(outline.utterances()), text, sightings);
        }
        if (answer.isHedging()) {
            add(HEDGING, answer.hedging(), Hedging.hedged(outline.utterances()), text, sightings);
        }
    }

    private void add(String kind, double score, List<Utterance> said, FoldedText text, Sightings sightings) {
        if (kinds.contains(kind)) {
            for (Utterance utterance : said) {
                Sentence sentence = utterance.sentence();
                sightings.add(kind, score, text.originalStart(sentence.start()), text.originalEnd(sentence.end()));
            }
        }
    }
}
