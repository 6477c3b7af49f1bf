package dev.fulcrum.inspect;

/** Tells by a stretch itself whether it is one of a kind's exceptions. Thread-safe. */
@FunctionalInterface
interface Exemption {

    /**
     * Whether the stretch is excepted.
     *
     * @param text as it came
     * @param start where the stretch begins, with whatever a detector of this kind takes for part of it
     */
    boolean holds(String text, int start, int end);
}
