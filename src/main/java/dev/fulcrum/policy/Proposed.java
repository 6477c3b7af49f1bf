package dev.fulcrum.policy;

import dev.fulcrum.model.Proposal;
import dev.fulcrum.model.RuleContract;

/**
 * A proposal and the rule that made it, as the engine saw it.
 *
 * @param rule contract of the rule whose consequence inserted the proposal
 */
public record Proposed(RuleContract rule, Proposal proposal) {}
