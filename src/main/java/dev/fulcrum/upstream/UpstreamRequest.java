package dev.fulcrum.upstream;

import static java.util.Objects.requireNonNull;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * A POST to a model endpoint.
 *
 * @param path such as {@code /v1/chat/completions}; a query may follow
 * @param headers the caller's headers without the hop-by-hop ones and without credentials
 * @param credentials the caller's own {@code authorization}, {@code x-api-key}, {@code api-key}; used only by a target
 *     whose auth is {@code caller}
 * @param body the bytes to send; not changed by the target, and not to be changed by the caller afterwards
 * @param caller the application that asks; empty when it is not known, and then every failure is taken for the target's
 */
public record UpstreamRequest(String path, MultiMap headers, MultiMap credentials, Buffer body, String caller) {
    public UpstreamRequest(String path, MultiMap headers, MultiMap credentials, Buffer body) {
        this(path, headers, credentials, body, "");
    }

    public UpstreamRequest {
        requireNonNull(path);
        requireNonNull(headers);
        requireNonNull(credentials);
        requireNonNull(body);
        requireNonNull(caller);
    }

    /** Where it goes, without what it says; safe to log. */
    @Override
    public String toString() {
        return "POST " + path + ", " + body.length() + " bytes";
    }
}
