package dev.fulcrum.ledger;

import java.util.Locale;
import java.util.Optional;

/** What the holder of an admin token may do; each role but {@link #ADMIN} has duties of its own. */
public enum TokenRole {
    /** Looks. */
    VIEWER,
    /** Switches rules, reloads and activates. */
    OPERATOR,
    /** Answers cases and reviews exchanges. */
    REVIEWER,
    /** May do everything. */
    ADMIN;

    /** The word on the command line, in the API and in the file. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TokenRole> of(String id) {
        for (TokenRole role : values()) {
            if (role.id().equals(id)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
