package dev.fulcrum.upstream;

import java.util.Locale;
import java.util.Optional;

/** The temper of a simulated model. */
public enum SimulatedCharacter {
    /** Answers everything: leaks addresses, promises refunds, recites its instructions. */
    EAGER,
    /** Refuses whatever sounds dangerous, harmless things included. */
    CAREFUL,
    /** Never commits to anything. */
    EVASIVE,
    /** Answers what a help desk should and declines the rest briefly. */
    BALANCED;

    /** The word in the configuration, such as {@code eager}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The character with that id; empty when there is none. */
    public static Optional<SimulatedCharacter> of(String id) {
        for (SimulatedCharacter character : values()) {
            if (character.id().equals(id)) {
                return Optional.of(character);
            }
        }
        return Optional.empty();
    }
}
