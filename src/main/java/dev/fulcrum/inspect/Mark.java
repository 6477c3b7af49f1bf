package dev.fulcrum.inspect;

import java.util.Locale;

/** What a phrase in an answer does; each has a section of {@code answer-phrases.txt}. */
enum Mark {
    /** The speaker cannot or will not. */
    UNABLE,
    /** What an assistant does for a person. */
    HELP,
    /** Recommending and its like, which can also be praise. */
    ADVISE,
    ENOUGH,
    /** A double negation or an idiom that only looks like inability. */
    CANNOT_BUT,
    /** A refusal that needs no verb beside it. */
    DECLINE,
    IMPROPER,
    UNFOUNDED,
    /** Nature forbids what the question takes for granted. */
    IMPOSSIBLE,
    /** An objection to how the question is put. */
    WORDING,
    OBJECTION,
    UNREAL,
    OFFER,
    /** "However, I can", which makes an offer of the verb behind it. */
    OFFERING,
    TIP,
    HERE,
    REDIRECT,
    CARE,
    CONSULT,
    EXPERT,
    GRAVE,
    LECTURE,
    CLOSING,
    APOLOGY,
    SELF_AI,
    GREETING,
    NO_ACCESS,
    UNKNOWING,
    OPINIONLESS,
    HEDGE,
    IF,
    /** Somebody else is speaking. */
    REPORTED,
    CONTRAST,
    SELF,
    CANNOT_ZH,
    HELP_ZH;

    /** Its section's name. */
    String section() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
