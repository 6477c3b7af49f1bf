/**
 * Parts to findings: the phrases and patterns of a bundle's language files, personal data, secrets,
 * and what an answer withholds.
 *
 * <p>Every text is folded once, read by one automaton once, and looked at only by the detectors whose kinds the rules
 * read. All work is linear in the length of the text.
 */
package dev.fulcrum.inspect;
