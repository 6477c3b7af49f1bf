package dev.fulcrum.inspect;

/** An answer of a service outside that is not of its format; the message names the field, never its value. */
final class UnreadableExternalAnswer extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableExternalAnswer(String message) {
        super(message);
    }
}
