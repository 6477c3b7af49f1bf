package dev.fulcrum.inspect;

import dev.fulcrum.model.ExternalFindings;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Looks at the texts of one exchange as long as there is time, and notes what was not looked for. Not thread-safe. */
final class TimedLook {
    private static final String NAME = "built-in";

    private final Set<String> wanted;
    private final LookTime time;
    private final Patience patience;
    private final Set<String> unseen = new TreeSet<>();
    private int missed;

    /** @param wanted kinds that rules read */
    TimedLook(Set<String> wanted, LookTime time) {
        this.wanted = wanted;
        this.time = time;
        this.patience = new Patience(time);
    }

    /**
     * Does a piece of work unless the time is up.
     *
     * @param kinds what is not seen then
     * @return whether it was done to its end
     */
    boolean within(Set<String> kinds, Consumer<Patience> work) {
        try {
            patience.check();
            work.accept(patience);
            return true;
        } catch (Patience.TimeIsUp e) {
            missed++;
            kinds.stream().filter(wanted::contains).forEach(unseen::add);
            return false;
        }
    }

    /** How often something was not done to its end. */
    int missed() {
        return missed;
    }

    List<ExternalFindings.Failure> failures() {
        return missed == 0
                ? List.of()
                : List.of(new ExternalFindings.Failure(
                        NAME,
                        unseen,
                        "the time of detectors (detectors.time, " + time.told() + ") was up before all was looked at",
                        true));
    }
}
