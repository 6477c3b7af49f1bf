package dev.fulcrum.model;

import java.util.Locale;
import java.util.Optional;

/**
 * When in an exchange a rule is asked: before the model sees the request, after a target failed or refused, or before the caller sees
 * the answer.
 */
public enum Phase {
    REQUEST,
    FAILURE,
    RESPONSE;

    /** The word that begins a rule's id and names its directory: {@code request}, {@code failure} or {@code response}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The phase that a rule id such as {@code request/off-topic} begins with; empty when it names none. */
    public static Optional<Phase> ofRule(String ruleId) {
        for (Phase phase : values()) {
            if (ruleId.startsWith(phase.id() + "/")) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }
}
