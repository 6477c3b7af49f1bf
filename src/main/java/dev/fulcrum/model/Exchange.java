package dev.fulcrum.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One request and its answer, as rules and the ledger see it.
 *
 * @param id ULID
 * @param app name of the calling application
 * @param surface wire API, such as {@code openai.chat}
 * @param route name of the route
 * @param model the model that the caller asked for
 * @param stream whether the caller asked for an event stream
 * @param language {@code zh} when the user's newest text is mainly Han script, otherwise {@code en}
 * @param subject hash of who the conversation belongs to: the sticky key of holdouts; never the raw user id
 * @param tenant for whom the application calls, as it says in the header {@code x-fulcrum-tenant}; empty when it does not
 * @param at when the request was read
 */
public record Exchange(
        String id,
        String app,
        String surface,
        String route,
        String model,
        boolean stream,
        String language,
        String subject,
        String tenant,
        Instant at) {
    public Exchange {
        requireNonNull(id);
        requireNonNull(app);
        requireNonNull(surface);
        requireNonNull(route);
        requireNonNull(model);
        requireNonNull(language);
        requireNonNull(subject);
        requireNonNull(tenant);
        requireNonNull(at);
    }
}
