package dev.fulcrum.inspect;

import java.util.List;

/** How much of an answer turns away from the question: to experts, to other topics, to lectures, to questions in return. */
final class Evasion {
    private Evasion() {}

    /** Share of the text that turns away, 0 to 1; 1 for an answer that says nothing. */
    static double score(List<Utterance> utterances) {
        double away = 0;
        double all = 0;
        for (Utterance said : utterances) {
            int length = said.sentence().length();
            all += length;
            away += turnsAway(said) ? length : 0;
        }
        return all == 0 ? 1 : away / all;
    }

    /** The sentences that turn away. */
    static List<Utterance> away(List<Utterance> utterances) {
        return utterances.stream().filter(Evasion::turnsAway).toList();
    }

    private static boolean turnsAway(Utterance said) {
        return !said.sentence().item()
                && (said.asks()
                        || said.refuses()
                        || said.hasAny(
                                Mark.CARE,
                                Mark.REDIRECT,
                                Mark.LECTURE,
                                Mark.CLOSING,
                                Mark.OBJECTION,
                                Mark.OPINIONLESS,
                                Mark.UNKNOWING,
                                Mark.NO_ACCESS,
                                Mark.APOLOGY,
                                Mark.GREETING,
                                Mark.SELF_AI,
                                Mark.IMPROPER,
                                Mark.WORDING));
    }
}
