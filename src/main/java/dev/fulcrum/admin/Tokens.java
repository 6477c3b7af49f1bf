package dev.fulcrum.admin;

import dev.fulcrum.ledger.TokenRole;
import dev.fulcrum.ledger.TokenStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/** Knows operators by their bearer tokens. */
final class Tokens {

    /** Somebody who may do something. */
    record Operator(String name, TokenRole role) {}

    private final TokenStore store;
    private final Vertx vertx;

    Tokens(TokenStore store, Vertx vertx) {
        this.store = store;
        this.vertx = vertx;
    }

    /** The owner of an {@code authorization} header; empty when the token is missing, unknown or revoked. */
    Future<Optional<Operator>> identify(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Future.succeededFuture(Optional.empty());
        }
        String secret = authorization.substring(7).strip();
        return vertx.executeBlocking(
                () -> store.find(secret).map(token -> new Operator(token.name(), token.role())), false);
    }
}
