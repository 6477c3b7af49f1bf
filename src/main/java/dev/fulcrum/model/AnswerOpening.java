package dev.fulcrum.model;

/** What an answer does, as far as its beginning tells. */
public enum AnswerOpening {
    /** Not certain yet: more has to come. */
    OPEN,
    /** It answers, whatever follows. */
    ANSWERS,
    /** It refuses, or leaves the user with nothing. */
    REFUSES,
    /** It turns away from the question without refusing. */
    EVADES
}
