package dev.fulcrum.proxy;

import java.util.List;

/**
 * The path that a request means: clients are given base addresses with and without {@code /v1}, and with a slash too many.
 *
 * <p>Where such a path leads is looked up afterwards, so that every way of writing it has the same checks.
 */
final class ServedPath {
    private static final String VERSION = "/v1";

    /** What stands behind the version. */
    private static final List<String> SERVED = List.of(
            "/chat/completions",
            "/completions",
            "/responses",
            "/embeddings",
            "/messages",
            "/models",
            "/outcomes",
            "/cases");

    private ServedPath() {}

    /** The path with one slash between its segments, none at its end, and the version once; null stays null. */
    static String of(String path) {
        if (path == null || isPlain(path)) {
            return path;
        }
        String single = path.replaceAll("/{2,}", "/");
        String trimmed =
                single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
        String once = trimmed.startsWith(VERSION + VERSION + "/") ? trimmed.substring(VERSION.length()) : trimmed;
        for (String served : SERVED) {
            if (once.equals(served) || once.startsWith(served + "/")) {
                return VERSION + once;
            }
        }
        return once;
    }

    /** Nearly all paths are. */
    private static boolean isPlain(String path) {
        return path.startsWith("/v1/") && !path.startsWith("/v1/v1/") && !path.endsWith("/") && path.indexOf("//") < 0;
    }
}
