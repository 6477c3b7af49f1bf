package dev.fulcrum.surface;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A parsed JSON text as a tape of values with the byte offsets of each: nothing is decoded until it is asked for.
 *
 * <p>Values are numbered in the order in which they begin; the root is 0. The children of a container are visited by
 * {@code for (int child = first(node); child < after(node); child = after(child))}.
 */
final class JsonDocument {
    /** A value that is not there. */
    static final int NONE = -1;

    /** Where the key of a value begins that stands in an array, or is the root: no key is the first byte of a text. */
    static final int NO_KEY = 0;

    /** The types of JSON values. */
    enum Kind {
        OBJECT("an object"),
        ARRAY("an array"),
        STRING("a string"),
        NUMBER("a number"),
        BOOLEAN("a boolean"),
        NULL("null");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final int LONGEST_NAME_TOLD = 64;
    private static final int[] NO_CHILDREN = {};
    private static final int STRIDE = 4;
    private static final int START = 0;
    private static final int END = 1;
    private static final int AFTER = 2;
    private static final int KEY = 3;

    private final byte[] bytes;
    private int[] tape;
    private int size;

    /** An empty tape over bytes; {@code length} of the text guides the first size of the tape. */
    JsonDocument(byte[] bytes, int length) {
        this.bytes = bytes;
        int capacity = Math.min(length / 128 + 16, 1024);
        this.tape = new int[capacity * STRIDE];
    }

    /** Adds a value whose end is not known yet. */
    int open(int start, int keyStart) {
        int at = size * STRIDE;
        if (at == tape.length) {
            tape = Arrays.copyOf(tape, at * 2);
        }
        tape[at + START] = start;
        tape[at + KEY] = keyStart;
        return size++;
    }

    /** Ends a value after all its children were added. */
    void close(int node, int end) {
        tape[node * STRIDE + END] = end;
        tape[node * STRIDE + AFTER] = size;
    }

    /** How many values there are so far. */
    int size() {
        return size;
    }

    /** First byte of a value. */
    int start(int node) {
        return tape[node * STRIDE + START];
    }

    /** Byte after a value. */
    int end(int node) {
        return tape[node * STRIDE + END];
    }

    /** The first child of a container; equal to {@link #after} when there is none. */
    int first(int container) {
        return container + 1;
    }

    /** The value that begins next after this one and all that is in it. */
    int after(int node) {
        return tape[node * STRIDE + AFTER];
    }

    /** The children of a container, in order; none of a value that is missing. */
    int[] children(int container) {
        if (container == NONE) {
            return NO_CHILDREN;
        }
        int count = 0;
        for (int child = first(container); child < after(container); child = after(child)) {
            count++;
        }
        int[] children = new int[count];
        int child = first(container);
        for (int i = 0; i < count; i++) {
            children[i] = child;
            child = after(child);
        }
        return children;
    }

    /** A child's position in its container, 0-based. */
    int position(int container, int child) {
        int position = 0;
        for (int other = first(container); other < child; other = after(other)) {
            position++;
        }
        return position;
    }

    /** Fields and positions that lead to a value. */
    String path(int node) {
        StringBuilder path = new StringBuilder();
        int container = 0;
        while (container != node) {
            int child = first(container);
            while (after(child) <= node) {
                child = after(child);
            }
            String name = name(child);
            if (name == null) {
                path.append('[').append(position(container, child)).append(']');
            } else {
                String told = name.length() > LONGEST_NAME_TOLD ? name.substring(0, LONGEST_NAME_TOLD) + "…" : name;
                path.append(path.length() == 0 ? "" : ".").append(told);
            }
            container = child;
        }
        return path.toString();
    }

    /** Key under which a value stands; null in arrays. */
    String name(int node) {
        int start = keyStart(node);
        return start == NO_KEY ? null : JsonStrings.decode(bytes, start, JsonStrings.close(bytes, start));
    }

    /** First byte of the key's token; {@link #NO_KEY} in arrays. */
    int keyStart(int node) {
        return tape[node * STRIDE + KEY];
    }

    Kind kind(int node) {
        return switch (bytes[start(node)]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    boolean is(Kind kind, int node) {
        return node != NONE && kind(node) == kind;
    }

    /** Whether a value is missing or null. */
    boolean absent(int node) {
        return node == NONE || kind(node) == Kind.NULL;
    }

    /** A member of an object; {@link #NONE} if it has none of that name or is no object. */
    int member(int object, String name) {
        if (!is(Kind.OBJECT, object)) {
            return NONE;
        }
        int end = after(object);
        for (int child = first(object); child < end; child = after(child)) {
            if (JsonStrings.says(bytes, keyStart(child), name)) {
                return child;
            }
        }
        return NONE;
    }

    /** Text of a string. */
    String text(int node) {
        return JsonStrings.decode(bytes, start(node), end(node));
    }

    /** Whether a value is a string that says exactly this. */
    boolean says(String text, int node) {
        return is(Kind.STRING, node) && JsonStrings.says(bytes, start(node), text);
    }

    /** Text of a string; empty for everything else. */
    String textOrEmpty(int node) {
        return is(Kind.STRING, node) ? text(node) : "";
    }

    boolean isTrue(int node) {
        return is(Kind.BOOLEAN, node) && bytes[start(node)] == 't';
    }

    /** A whole number of at most 18 digits; {@code otherwise} for everything else. */
    long whole(int node, long otherwise) {
        if (!is(Kind.NUMBER, node) || end(node) - start(node) > 18) {
            return otherwise;
        }
        long value = 0;
        int first = bytes[start(node)] == '-' ? start(node) + 1 : start(node);
        for (int at = first; at < end(node); at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return otherwise;
            }
            value = value * 10 + bytes[at] - '0';
        }
        return first == start(node) ? value : -value;
    }

    /** The written form of a stretch of the text. */
    String written(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The bytes that the offsets point into. */
    byte[] bytes() {
        return bytes;
    }
}
