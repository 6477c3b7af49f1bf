package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;

/** Valid JSON in which a value is not of the type that the surface demands there. */
final class UnexpectedShape extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String expected;
    private final Kind found;

    UnexpectedShape(String path, String expected, Kind found) {
        super(
                "Invalid type for '" + path + "': expected " + expected + ", but got " + found.words() + " instead.",
                null,
                false,
                false);
        this.path = path;
        this.expected = expected;
        this.found = found;
    }

    /** The same inside a container at {@code parent}. */
    UnexpectedShape in(String parent) {
        boolean directly = path.isEmpty() || path.startsWith("[");
        return new UnexpectedShape(directly ? parent + path : parent + "." + path, expected, found);
    }

    String path() {
        return path;
    }
}
