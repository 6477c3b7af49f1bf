package dev.fulcrum.proxy;

/** A request that this gateway and something on the way to it could read differently. Safe to tell the caller. */
final class UnsafeRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsafeRequest(String message) {
        super(message, null, false, false);
    }
}
