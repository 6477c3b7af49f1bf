package dev.fulcrum.inspect;

import java.util.List;

/**
 * How much of an answer turns away from the question: to experts, to other topics, to lectures, to questions in return.
 *
 * <p>Courtesies count for nothing. A speaker who does not know, or who has no opinions, turns away, unless the sentence
 * goes on with a "but".
 */
final class Evasion {
    private static final Marks COURTESIES = Marks.of(Mark.APOLOGY, Mark.GREETING);
    private static final Marks DIRECTIONS = Marks.of(Mark.CARE, Mark.REDIRECT);
    private static final Marks ELSEWHERE =
            Marks.of(Mark.CARE, Mark.REDIRECT, Mark.LECTURE, Mark.OBJECTION, Mark.IMPROPER, Mark.WORDING);
    private static final Marks IGNORANCE = Marks.of(Mark.UNKNOWING, Mark.NO_ACCESS, Mark.OPINIONLESS);

    private Evasion() {}

    /** Share of the text that turns away, courtesies left out, 0 to 1; 1 for an answer that says nothing at all. */
    static double score(List<Utterance> utterances) {
        if (utterances.isEmpty()) {
            return 1;
        }
        double away = 0;
        double all = 0;
        for (int i = 0; i < utterances.size(); i++) {
            Utterance said = utterances.get(i);
            boolean turnsAway = turnsAway(said);
            int length = said.sentence().volume();
            all += turnsAway || !isCourtesy(said) ? length : 0;
            away += turnsAway ? length : 0;
        }
        return all == 0 ? 0 : away / all;
    }

    /** The sentences that turn away. */
    static List<Utterance> away(List<Utterance> utterances) {
        return utterances.stream().filter(Evasion::turnsAway).toList();
    }

    private static boolean isCourtesy(Utterance said) {
        return said.hasAny(COURTESIES) || closes(said);
    }

    private static boolean closes(Utterance said) {
        return said.has(Mark.CLOSING) && !said.hasAny(DIRECTIONS);
    }

    /** Whether a sentence turns away from the question. */
    static boolean turnsAway(Utterance said) {
        if (said.sentence().item() || said.has(Mark.OFFER) || closes(said)) {
            return false;
        }
        if (said.asks() || said.hasAny(ELSEWHERE)) {
            return true;
        }
        boolean goesOn = said.has(Mark.CONTRAST);
        if (said.has(Mark.APOLOGY)) {
            return goesOn;
        }
        return !goesOn && said.hasAny(IGNORANCE);
    }
}
