package dev.fulcrum.model;

import java.util.List;

/**
 * One rule's effect on one exchange: risk lowered, price raised.
 *
 * @param contract the rule's contract at the revision in force
 * @param mode the rule's switch as it applied: {@code enforce} or {@code shadow}
 * @param action what the rule proposed: {@code block}, {@code redact}, …
 * @param effect what became of it
 * @param prices what was paid, one entry for each id in {@code contract.raises()}
 */
public record Trade(RuleContract contract, String mode, String action, Effect effect, List<Price> prices) {

    /** What became of a proposal. */
    public enum Effect {
        /** Carried out. */
        ENFORCED("enforced"),
        /** A stronger proposal won. */
        OVERRULED("overruled"),
        /** The rule is in shadow mode: this is what it would have done. */
        SHADOW("shadow"),
        /** The exchange belongs to the rule's holdout: this is what it would have done. */
        HELD_OUT("held-out"),
        /** What it was about had gone out to the caller before the rule could be decided. */
        TOO_LATE("too-late"),
        /** It wanted another target to be asked, and none was left. */
        NOTHING_LEFT("nothing-left");

        private final String id;

        Effect(String id) {
            this.id = id;
        }

        /** The word in the ledger. */
        public String id() {
            return id;
        }
    }

    public Trade {
        prices = List.copyOf(prices);
    }

    public boolean enforced() {
        return effect == Effect.ENFORCED;
    }

    /** Whether it changed what the caller or the model gets; a flag never does. */
    public boolean acted() {
        return enforced() && !action.equals("flag");
    }
}
