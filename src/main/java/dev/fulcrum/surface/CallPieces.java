package dev.fulcrum.surface;

/** A tool call while it is put together; not safe between threads. */
final class CallPieces {
    private final StringBuilder name = new StringBuilder();
    private final TextPieces arguments = new TextPieces();

    /** Takes a piece of the name. Some servers repeat the whole name in each delta; that adds nothing. */
    void named(String piece) {
        if (!piece.contentEquals(name)) {
            name.append(piece);
        }
    }

    String name() {
        return name.toString();
    }

    TextPieces arguments() {
        return arguments;
    }
}
