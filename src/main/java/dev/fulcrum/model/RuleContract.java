package dev.fulcrum.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a rule says about itself: the risk it lowers, the price it raises, and who answers for both.
 *
 * @param id the rule's name, beginning with its phase
 * @param owner team or person who answers for the rule
 * @param lowers ids of harms, and in the failure phase of prices too; empty only for rules that infer facts
 * @param raises ids of prices, and in the failure phase of harms too; empty when the author declared {@code none}
 * @param accepts limits up to which the prices are accepted
 * @param because why the trade is worth it
 * @param review the day by which somebody has to look at the rule again
 * @param infers kinds of findings that the rule infers; empty for rules that propose
 * @param file the DRL file
 * @param line line of the rule in it, 1-based
 */
public record RuleContract(
        String id,
        Phase phase,
        String owner,
        List<String> lowers,
        List<String> raises,
        List<AcceptedPrice> accepts,
        String because,
        Optional<LocalDate> review,
        List<String> infers,
        String file,
        int line) {
    public RuleContract {
        lowers = List.copyOf(lowers);
        raises = List.copyOf(raises);
        accepts = List.copyOf(accepts);
        infers = List.copyOf(infers);
    }
}
