package dev.fulcrum.model;

import java.util.List;
import java.util.Optional;

/**
 * What a caller is told about a rule that ended the exchange; written as the {@code policy} object of bodies.
 *
 * @param exchange the exchange's id
 * @param rule id of the rule that decided
 * @param owner who answers for the rule
 * @param lowers ids of harms
 * @param raises ids of prices
 * @param revision the revision in force
 * @param caseId the case that a handoff opened
 */
public record PolicyNotice(
        String exchange,
        String rule,
        String owner,
        List<String> lowers,
        List<String> raises,
        String revision,
        Optional<String> caseId) {
    public PolicyNotice {
        lowers = List.copyOf(lowers);
        raises = List.copyOf(raises);
    }
}
