package dev.fulcrum.policy;

import dev.fulcrum.model.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What became of a bundle.
 *
 * @param revision present when it may come into force
 * @param errors why it may not; all of them
 * @param warnings what {@code check} reports although the bundle loads
 * @param notes what is no defect, but good to know
 * @param cases the results of all examples, when it came so far
 */
public record Built(
        Optional<Revision> revision,
        List<Problem> errors,
        List<Problem> warnings,
        List<Problem> notes,
        List<CaseResult> cases) {
    public Built {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
        cases = List.copyOf(cases);
    }
}
