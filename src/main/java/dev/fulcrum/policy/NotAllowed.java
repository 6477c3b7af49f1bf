package dev.fulcrum.policy;

/** Something in a rule that stands on no list of what rules may say. */
final class NotAllowed extends Exception {
    private static final long serialVersionUID = 1L;
    private final String mend;
    private final int at;

    /**
     * @param what what is wrong, for its author
     * @param mend what he may write instead
     * @param at where in the text that was read, 0-based
     */
    NotAllowed(String what, String mend, int at) {
        super(what, null, false, false);
        this.mend = mend;
        this.at = at;
    }

    String mend() {
        return mend;
    }

    int at() {
        return at;
    }
}
