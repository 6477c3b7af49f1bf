package dev.fulcrum.upstream;

import org.slf4j.LoggerFactory;

/**
 * Ends the process that has run out of memory: what was being done when nothing could be allocated any more is lost somewhere in between, and nobody can say
 * what. A supervisor starts another one, as it does with the flag {@code -XX:+ExitOnOutOfMemoryError}, which not every way of starting a gateway has.
 */
public final class LastResort {
    /** What the virtual machine's own flag exits with. */
    public static final int STATUS = 3;

    private static final int DEEPEST = 16;

    private LastResort() {}

    /** Ends the process if this says that its memory is used up; otherwise the exchange at hand is all that fails. */
    public static void unlessUsable(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < DEEPEST; i++) {
            if (isExhausted(cause)) {
                end(cause.toString());
            }
            cause = cause.getCause();
        }
    }

    /** Not an array longer than arrays can be, nor memory outside of the heap, whose lack fails what asked for it and passes. */
    static boolean isExhausted(Throwable cause) {
        if (!(cause instanceof OutOfMemoryError)) {
            return false;
        }
        String message = String.valueOf(cause.getMessage());
        return !message.contains("array size") && !message.contains("direct");
    }

    /** Ends the process now, with a line to standard error. */
    public static void end(String why) {
        try {
            System.err.println("Fulcrum has run out of memory and ends itself: " + why);
        } finally {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    /** Logs what nobody else caught, after looking whether the process can go on. */
    public static void uncaught(Throwable thrown) {
        unlessUsable(thrown);
        LoggerFactory.getLogger(LastResort.class).error("nobody caught this", thrown);
    }
}
