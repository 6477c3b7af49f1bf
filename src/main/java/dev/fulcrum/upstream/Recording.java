package dev.fulcrum.upstream;

/**
 * Where a recorded answer stands in its file.
 *
 * @param line line of the file, 1-based
 * @param path the request's path without its query
 * @param request the request's body
 * @param status HTTP status
 * @param contentType never empty
 * @param streaming whether the answer came as a stream
 * @param raw whether the slice is a JSON string that holds the body, rather than the body itself
 * @param offset the slice's first byte in the file
 * @param bodyBytes length of the slice; 0 for an empty body
 */
record Recording(
        int line,
        String path,
        JsonFingerprint request,
        int status,
        String contentType,
        boolean streaming,
        boolean raw,
        long offset,
        int bodyBytes) {

    /** The same recording in a file whose line begins at the given byte. */
    Recording movedBy(long lineOffset) {
        return new Recording(line, path, request, status, contentType, streaming, raw, lineOffset + offset, bodyBytes);
    }

    static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
