package dev.fulcrum.model;

/**
 * Proposes to end the exchange with the surface's own content-filter error.
 *
 * @param message what the caller is told
 */
public record Block(Wording message) implements Proposal {

    public static Block because(String message) {
        return new Block(new Wording(message));
    }

    /** Blocks with a message in English or in Chinese, as the user writes. */
    public static Block because(String english, String chinese) {
        return new Block(new Wording(english, chinese));
    }

    @Override
    public String action() {
        return "block";
    }
}
