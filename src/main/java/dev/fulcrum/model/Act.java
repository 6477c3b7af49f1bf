package dev.fulcrum.model;

import java.time.Instant;
import java.util.Map;

/**
 * Something that an operator did, or that the gateway did on an operator's earlier word.
 *
 * @param at when
 * @param who name of the token, or {@code fulcrum} for what expires or happens at start
 * @param verb such as {@code switch}, {@code switch-returned}, {@code activate}, {@code reload}, {@code case-claim}
 * @param object what it was done to: a rule's id, a revision, a case
 * @param why the reason given
 * @param details further facts by name, such as the mode before and after
 */
public record Act(Instant at, String who, String verb, String object, String why, Map<String, String> details) {
    public Act {
        details = Map.copyOf(details);
    }
}
