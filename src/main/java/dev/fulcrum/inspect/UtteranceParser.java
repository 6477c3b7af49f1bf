package dev.fulcrum.inspect;

/**
 * Reads the marks of one sentence in their order and tells whether its speaker refuses. Not thread-safe.
 *
 * <p>A refusal is an inability or unwillingness of the speaker's with something an assistant does close behind it. It is
 * none when the sentence is conditional ("if I can't help"), reported ("he said I can't help"), an idiom ("I can't help
 * but laugh") or praise ("I cannot recommend it enough").
 */
final class UtteranceParser {
    /** How far the verb may stand from the inability, in folded characters. */
    private static final int ENGLISH_REACH = 70;

    private static final int CHINESE_REACH = 24;
    /** How far "cannot" may stand from "I" in Chinese. */
    private static final int SELF_REACH = 14;
    /** How far the inability may stand from a conditional word that governs it. */
    private static final int IF_REACH = 3;
    /** How far an expert may stand from the word that sends to him. */
    private static final int EXPERT_REACH = 50;
    /** How far a verb of help may stand from "I can". */
    private static final int OFFER_REACH = 20;

    private Marks marks = Marks.NONE;
    private int unableEnd;
    private int selfEnd;
    private int cannotEnd;
    private int ifEnd;
    private int butEnd;
    private int consultEnd;
    private int offeringEnd;
    private int refusalStart;
    private int refusalEnd;
    private boolean refuses;
    private boolean declines;
    private boolean advising;
    private int hedges;

    /** Forgets the sentence before. */
    void begin() {
        marks = Marks.NONE;
        unableEnd = Integer.MIN_VALUE / 2;
        selfEnd = Integer.MIN_VALUE / 2;
        cannotEnd = Integer.MIN_VALUE / 2;
        ifEnd = Integer.MIN_VALUE / 2;
        butEnd = Integer.MIN_VALUE / 2;
        consultEnd = Integer.MIN_VALUE / 2;
        offeringEnd = Integer.MIN_VALUE / 2;
        refusalEnd = -1;
        refuses = false;
        declines = false;
        hedges = 0;
    }

    /** Takes the next mark, by ascending end. */
    void take(Mark mark, int start, int end) {
        switch (mark) {
            case UNABLE -> unable(start, end);
            case HELP -> help(start, end, false);
            case ADVISE -> help(start, end, true);
            case ENOUGH -> takeBack(advising);
            case CANNOT_BUT -> cannotBut(start, end);
            case OFFERING -> offeringEnd = end;
            case DECLINE -> declines |= start - ifEnd > IF_REACH;
            case IF -> ifEnd = end;
            case SELF -> selfEnd = end;
            case CANNOT_ZH -> cannot(start, end);
            case HELP_ZH -> helpInChinese(start, end);
            case CONSULT -> consultEnd = end;
            case EXPERT -> expert(start);
            case HEDGE -> hedges++;
            default -> {}
        }
        marks = marks.with(mark);
    }

    private void unable(int start, int end) {
        offeringEnd = Integer.MIN_VALUE / 2; // "but I can" of "but I can't"
        if (start - ifEnd > IF_REACH && end > ifEnd) {
            unableEnd = end;
            refusalStart = start;
        }
    }

    private void help(int start, int end, boolean advice) {
        offer(start);
        if (start >= unableEnd && start - unableEnd <= ENGLISH_REACH && !refuses) {
            refuses = true;
            refusalEnd = end;
            advising = advice;
        }
    }

    private void takeBack(boolean wanted) {
        if (refuses && wanted) {
            refuses = false;
            unableEnd = Integer.MIN_VALUE / 2;
        }
    }

    private void cannotBut(int start, int end) {
        butEnd = end;
        unableEnd = Integer.MIN_VALUE / 2;
        cannotEnd = Integer.MIN_VALUE / 2;
        takeBack(start < refusalEnd && start >= refusalStart);
    }

    private void cannot(int start, int end) {
        boolean own = start - selfEnd <= SELF_REACH || marks.has(Mark.APOLOGY);
        boolean conditional = ifEnd > selfEnd - SELF_REACH && selfEnd - ifEnd <= IF_REACH && ifEnd >= 0;
        if (own && !conditional && start >= butEnd) {
            cannotEnd = end;
            refusalStart = start;
        }
    }

    private void helpInChinese(int start, int end) {
        offer(start);
        if (start >= cannotEnd && start - cannotEnd <= CHINESE_REACH && !refuses) {
            refuses = true;
            refusalEnd = end;
            advising = false;
        }
    }

    private void offer(int start) {
        if (start >= offeringEnd && start - offeringEnd <= OFFER_REACH) {
            marks = marks.with(Mark.OFFER);
        }
    }

    private void expert(int start) {
        if (start - consultEnd <= EXPERT_REACH) {
            marks = marks.with(Mark.CARE);
        }
    }

    /** What the sentence does, after its last mark. */
    Utterance end(Sentence sentence, char last) {
        boolean own = !marks.has(Mark.REPORTED);
        // an apology for an inability refuses whatever the verb is, but for verbs of knowing
        boolean apologizes =
                marks.has(Mark.APOLOGY) && !marks.has(Mark.UNKNOWING) && Math.max(unableEnd, cannotEnd) > 0;
        return new Utterance(
                sentence, marks, own && (refuses || declines || apologizes), last == ':', last == '?', hedges);
    }
}
