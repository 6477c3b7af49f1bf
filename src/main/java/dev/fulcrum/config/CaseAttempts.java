package dev.fulcrum.config;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Attempt.Outcome;
import dev.fulcrum.model.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was tried so far in one example of a failure rule. Its keys are those of {@link CaseFile}. */
final class CaseAttempts {
    private static final String TARGET = "case";
    private static final Set<Outcome> NO_FAILURES = EnumSet.of(Outcome.ANSWERED, Outcome.CANCELLED);
    private static final Form<Outcome> OUTCOME =
            Form.oneOf(List.copyOf(EnumSet.complementOf(EnumSet.copyOf(NO_FAILURES))), Outcome::id);
    private static final String KEY = "attempts";

    private CaseAttempts() {}

    /** @param phase of the example's rule; empty when the rule's id is wrong, and then only what is wrong in any phase is told */
    static List<Attempt> read(Optional<Phase> phase, Section section) {
        List<Value> items;
        if (phase.equals(Optional.of(Phase.FAILURE))) {
            items = section.needItems(
                    KEY, "what was tried, such as [ { outcome: timeout } ], for a failure rule judges that");
        } else {
            items = section.items(KEY);
            if (phase.isPresent() && section.has(KEY)) {
                section.problem(
                        KEY,
                        "stands in an example of a " + phase.get().id() + " rule",
                        "remove it: only failure rules know of tries");
            }
        }
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            attempts.add(attempt(items.get(i).section(), i + 1, i == items.size() - 1));
        }
        return attempts;
    }

    private static Attempt attempt(Section attempt, int number, boolean latest) {
        String target = attempt.get("target", Form.name(), TARGET);
        Outcome outcome = attempt.need("outcome", OUTCOME).orElse(Outcome.ERROR);
        int status = attempt.get("status", Form.whole(0, 599), status(outcome));
        boolean last = attempt.get("last", Form.flag(), false);
        if (last && !latest) {
            attempt.problem("last", "stands in an attempt after which another was made", "say it of the newest");
        }
        attempt.close();
        return Attempt.of(target, outcome, status, 0, "").among(number, latest, last);
    }

    private static int status(Outcome outcome) {
        return switch (outcome) {
            case RATE_LIMITED -> 429;
            case ERROR -> 500;
            case REJECTED -> 401;
            case TIMEOUT, UNREACHABLE, SHED -> 0;
            default -> 200;
        };
    }
}
