package dev.fulcrum.surface;

import dev.fulcrum.model.PolicyNotice;

/** How the surfaces of one company tell errors; safe to share between threads. */
interface ErrorShape {
    /** As {@link Surface#error}. */
    Written error(int status, String type, String code, String param, String message);

    /** As {@link Surface#blockedRequest}. */
    Written blockedRequest(String message, PolicyNotice notice);

    /** The event that tells an error in a stream that has begun. */
    byte[] event(Written error);
}
