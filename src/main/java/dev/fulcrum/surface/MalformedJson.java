package dev.fulcrum.surface;

/** Bytes that are not JSON, or that two parsers could read differently. */
final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, with the words that finish a sentence about the place. */
    enum Problem {
        EMPTY("is empty"),
        CUT("ends in the middle of a value"),
        SYNTAX("is not valid JSON"),
        ENCODING("is not valid UTF-8 without a byte order mark"),
        SURROGATE("holds half of a surrogate pair"),
        DUPLICATE("names a key twice"),
        DEPTH("is nested too deeply"),
        TRAILING("goes on after the end of its value"),
        LONG_TOKEN("has a key or a number of more digits than is allowed");

        private final String words;

        Problem(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final Problem problem;
    private final int offset;
    private final String path;

    MalformedJson(Problem problem, int offset) {
        this(problem, offset, "");
    }

    MalformedJson(Problem problem, int offset, String path) {
        super(problem.words() + " at byte " + offset, null, false, false);
        this.problem = problem;
        this.offset = offset;
        this.path = path;
    }

    MalformedJson at(String where) {
        return new MalformedJson(problem, offset, where);
    }

    Problem problem() {
        return problem;
    }

    /** Byte of the input that was read, 0-based. */
    int offset() {
        return offset;
    }

    /** Fields and positions on the way there, such as {@code messages[0].content}; empty when the place has none. */
    String path() {
        return path;
    }
}
