package dev.fulcrum.surface;

import dev.fulcrum.model.Part;

/**
 * Whose words something is, and where they belong: a part of the same kind, role and place without its text.
 *
 * @param kind of a {@link Part}
 * @param role as in a {@link Part}
 * @param index as in a {@link Part}
 * @param latest as in a {@link Part}
 */
record Voice(String kind, String role, int index, boolean latest) {

    static Voice of(Part part) {
        return new Voice(part.kind(), part.role(), part.index(), part.latest());
    }

    Voice as(String otherKind) {
        return new Voice(otherKind, role, index, latest);
    }

    /** The same place, but what stands there comes from a tool. */
    Voice ofTool() {
        return new Voice(Part.TOOL_RESULT, "tool", index, latest);
    }

    Part says(String text) {
        return new Part(kind, role, index, latest, text);
    }

    Part cannotBeRead(String sort) {
        return Part.unreadable(sort, role, index, latest);
    }
}
