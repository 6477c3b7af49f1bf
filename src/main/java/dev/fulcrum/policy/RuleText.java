package dev.fulcrum.policy;

import org.drools.drl.ast.descr.RuleDescr;

/**
 * One rule as written.
 *
 * @param file the DRL file, relative to the bundle
 * @param descr what the parser made of it
 */
record RuleText(String file, RuleDescr descr) {

    String id() {
        return descr.getName();
    }

    int line() {
        return descr.getLine();
    }

    /** The text after {@code then}, its comments blanked; empty when there is none. */
    String consequence() {
        return descr.getConsequence() == null
                ? ""
                : DrlText.withoutComments(descr.getConsequence().toString());
    }
}
