package dev.fulcrum.model;

import java.util.Locale;
import java.util.Optional;

/** When in an exchange a rule is asked: before the model sees the request, or before the caller sees the answer. */
public enum Phase {
    REQUEST,
    RESPONSE;

    /** The word that begins a rule's id and names its directory: {@code request} or {@code response}. */
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
