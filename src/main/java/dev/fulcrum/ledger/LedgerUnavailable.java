package dev.fulcrum.ledger;

/**
 * Says that an entry or an act was not recorded and will not be.
 *
 * <p>What waited for it has been taken out of the queue before this is thrown.
 */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
