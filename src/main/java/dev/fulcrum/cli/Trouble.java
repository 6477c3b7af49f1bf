package dev.fulcrum.cli;

/** Something that a person can mend and that ends a command with exit code 2; its message is all they need. */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    Trouble(String message) {
        super(message, null, false, false);
    }
}
