package dev.fulcrum.model;

/**
 * A rule that broke; never to be taken for a block.
 *
 * @param rule id of the rule; empty when the engine could not tell
 * @param phase when it broke
 * @param message what happened, without text of the exchange
 */
public record PolicyError(String rule, Phase phase, String message) {}
