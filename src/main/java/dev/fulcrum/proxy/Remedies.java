package dev.fulcrum.proxy;

/**
 * Whether rules of the failure phase are asked in an exchange.
 *
 * @param readsFailures about tries that failed
 * @param readsAnswers about answers that refuse or evade
 */
record Remedies(boolean readsFailures, boolean readsAnswers) {}
