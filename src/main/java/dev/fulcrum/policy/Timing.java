package dev.fulcrum.policy;

/** When a rule of the response phase can be decided. */
enum Timing {
    /** While the answer comes: it reads findings that more text can only add to, and blocks or redacts. */
    WINDOW,
    /** On the whole answer, which has to be held back for it. */
    WHOLE,
    /** On the whole answer, which need not be held back: the rule changes nothing of it. */
    AFTERWARDS
}
