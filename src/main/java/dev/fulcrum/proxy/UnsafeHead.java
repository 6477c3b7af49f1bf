package dev.fulcrum.proxy;

/** A request's head that this gateway and something on the way to it could read differently. Safe to tell the caller. */
final class UnsafeHead extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsafeHead(String message) {
        super(message, null, false, false);
    }
}
