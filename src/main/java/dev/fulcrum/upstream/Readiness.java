package dev.fulcrum.upstream;

/** Whether a target should be asked, in the order of preference. */
public enum Readiness {
    /** It takes exchanges, or is due for a probe. */
    READY,
    /** It takes exchanges, but asked for a pause with 429 or 503. */
    COOLING,
    /** It failed too often: it is not asked until its pause is over and a probe succeeded. */
    OUT
}
