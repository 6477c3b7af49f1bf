package dev.fulcrum.inspect;

/** A way to write words so that a search for words misses them. Thread-safe. */
interface Disguise {

    /** Whether a text may wear it at all; true when in doubt. */
    boolean mayBeIn(Silhouette silhouette);

    /**
     * Takes the disguise off wherever it is worn.
     *
     * @param text as it came
     * @param uncovered gets what was read
     */
    void uncover(String text, Uncovered uncovered);

    /** Gets what stood behind a disguise. */
    @FunctionalInterface
    interface Uncovered {

        /**
         * Gets one reading.
         *
         * @param plain what a reader would make of it
         * @param start where it stood, in indices of the text as it came
         * @param end index behind it
         */
        void reading(String plain, int start, int end);
    }
}
