package dev.fulcrum.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How a rule is run: for whom, until when, and who says so.
 *
 * @param holdout share of conversations that are left alone for comparison, 0 to 1; counts only in {@code enforce}
 * @param apps the applications it is for; empty for all
 * @param until when it lapses and what stood before returns; empty for good
 * @param why the reason that the operator gave
 * @param by name of the operator's token
 * @param since when it was set
 */
public record Switch(
        Mode mode, double holdout, Set<String> apps, Optional<Instant> until, String why, String by, Instant since) {

    /** The mode of a rule that nobody has switched. */
    public static final Switch DEFAULT =
            new Switch(Mode.ENFORCE, 0, Set.of(), Optional.empty(), "default", "fulcrum", Instant.EPOCH);

    /** What a rule may do. */
    public enum Mode {
        ENFORCE("enforce"),
        SHADOW("shadow"),
        OFF("off");

        private final String id;

        Mode(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        public static Optional<Mode> of(String id) {
            for (Mode mode : values()) {
                if (mode.id.equals(id)) {
                    return Optional.of(mode);
                }
            }
            return Optional.empty();
        }
    }

    public Switch {
        apps = Set.copyOf(apps);
        if (!(holdout >= 0 && holdout <= 1)) {
            throw new IllegalArgumentException("holdout must be 0 to 1: " + holdout);
        }
    }

    /** Whether it speaks for this application at this moment. */
    public boolean covers(String app, Instant now) {
        return (apps.isEmpty() || apps.contains(app)) && inForce(now);
    }

    /** Whether it has not lapsed. */
    public boolean inForce(Instant now) {
        return until.isEmpty() || now.isBefore(until.get());
    }
}
