package dev.fulcrum.proxy;

import dev.fulcrum.policy.Revision.Reach;

/**
 * How much of a streamed answer a route holds back until the rules have seen it.
 *
 * @param way which part
 * @param characters in windows, how many characters come at most between two looks; 0 otherwise
 */
public record HoldBack(Way way, int characters) {
    /** All of the answer. */
    public static final HoldBack WHOLE = new HoldBack(Way.WHOLE, 0);

    /** Which part of an answer is held back. */
    public enum Way {
        /** All of it. */
        WHOLE,
        /** What rules may still decide about. */
        WINDOW,
        /** Nothing: rules see what has gone out. */
        NONE
    }

    /** What becomes of a stream. */
    enum Course {
        /** It passes untouched. */
        PASS,
        /** It goes out as far as rules have settled it. */
        WINDOWS,
        /** It goes out at once, and rules may stop it. */
        LATE,
        /** It is read to its end first. */
        WHOLE
    }

    /** What becomes of a stream of which rules want to see this much. */
    Course course(Reach reach) {
        return switch (reach) {
            case NONE, WATCH -> Course.PASS;
            case WINDOW ->
                switch (way) {
                    case WHOLE -> Course.WHOLE;
                    case WINDOW -> Course.WINDOWS;
                    case NONE -> Course.LATE;
                };
            case WHOLE -> way == Way.NONE ? Course.LATE : Course.WHOLE;
        };
    }
}
