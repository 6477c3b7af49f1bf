package dev.fulcrum.surface;

/** A tool call, or what a delta tells of one; not safe between threads. */
final class CallPieces {
    private final CallNames names = new CallNames();
    private final TextPieces arguments = new TextPieces();

    /** Takes a piece of the name. */
    void named(String piece) {
        names.add(piece);
    }

    String name() {
        return names.likely();
    }

    CallNames names() {
        return names;
    }

    TextPieces arguments() {
        return arguments;
    }
}
