package dev.fulcrum.policy;

/** Unwinds the rule engine after a rule broke. It says nothing by itself: the run knows. */
final class Halt extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Has neither a trace nor suppressed ones, so that one serves all. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    static final Halt NOW = new Halt();

    private Halt() {
        super("a rule broke", null, false, false);
    }
}
