package dev.fulcrum.inspect;

/**
 * One text as detectors get it.
 *
 * @param text as it came
 * @param folded the same, folded
 * @param hits what the automaton met in {@code folded}
 */
record Reading(String text, FoldedText folded, Hits hits) {}
