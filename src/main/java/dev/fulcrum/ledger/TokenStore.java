package dev.fulcrum.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps the admin tokens: names, roles and hashes of the secrets. Thread-safe. */
public final class TokenStore {
    private static final String PREFIX = "ful_";
    private static final int SECRET_BYTES = 32;

    private final Jdbi readers;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public TokenStore(Jdbi readers, InstantSource clock) {
        this.readers = readers;
        this.clock = clock;
    }

    /** What became of the wish for a token. */
    public sealed interface Creation permits Created, NameTaken {}

    /**
     * A new token.
     *
     * @param secret {@code ful_} and 43 characters; shown to a person now and never again
     */
    public record Created(Token token, String secret) implements Creation {

        /** The token without its secret; safe to log. */
        @Override
        public String toString() {
            return "Created[" + token + "]";
        }
    }

    /** A token of that name exists already, or did: a name stands for one person in the audit, for good. */
    public record NameTaken(Token holder) implements Creation {}

    /**
     * Makes a token.
     *
     * @param handle of a transaction on the writing thread
     */
    public Creation create(Handle handle, String name, TokenRole role) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a token needs a name, for the audit");
        }
        Optional<Token> holder = ever(handle, name);
        if (holder.isPresent()) {
            return new NameTaken(holder.get());
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = Instant.ofEpochMilli(clock.millis());
        long id = handle.createQuery(
                        """
                        INSERT INTO tokens (name, role, hash, created)
                        VALUES (:name, :role, :hash, :created) RETURNING id""")
                .bind("name", name)
                .bind("role", role.id())
                .bind("hash", hash(secret))
                .bind("created", now.toEpochMilli())
                .mapTo(Long.class)
                .one();
        return new Created(new Token(id, name, role, now, Optional.empty()), secret);
    }

    /** The valid token of a secret. Every valid hash is compared, each in constant time. */
    public Optional<Token> find(String secret) {
        byte[] hash = hash(secret);
        return readers.withHandle(handle -> {
            Optional<Token> found = Optional.empty();
            List<Map.Entry<Token, byte[]>> valid = handle.createQuery("SELECT * FROM tokens WHERE revoked IS NULL")
                    .map((row, context) -> Map.entry(token(row), row.getBytes("hash")))
                    .list();
            for (Map.Entry<Token, byte[]> candidate : valid) {
                if (MessageDigest.isEqual(candidate.getValue(), hash)) {
                    found = Optional.of(candidate.getKey());
                }
            }
            return found;
        });
    }

    /** All tokens, the oldest first, revoked ones as well. */
    public List<Token> list() {
        return readers.withHandle(handle -> handle.createQuery("SELECT * FROM tokens ORDER BY id")
                .map((row, context) -> token(row))
                .list());
    }

    /**
     * Ends a token's validity.
     *
     * @param handle of a transaction on the writing thread
     * @return the token as it was revoked; empty when no valid one has that name
     */
    public Optional<Token> revoke(Handle handle, String name) {
        Optional<Token> token = named(handle, name);
        Instant now = Instant.ofEpochMilli(clock.millis());
        token.ifPresent(valid -> handle.createUpdate("UPDATE tokens SET revoked = :now WHERE id = :id")
                .bind("now", now.toEpochMilli())
                .bind("id", valid.id())
                .execute());
        return token.map(valid -> new Token(valid.id(), valid.name(), valid.role(), valid.created(), Optional.of(now)));
    }

    private static Optional<Token> ever(Handle handle, String name) {
        return handle.createQuery(
                        "SELECT * FROM tokens WHERE name = :name ORDER BY revoked IS NOT NULL, id DESC LIMIT 1")
                .bind("name", name)
                .map((row, context) -> token(row))
                .findOne();
    }

    private static Optional<Token> named(Handle handle, String name) {
        return handle.createQuery("SELECT * FROM tokens WHERE name = :name AND revoked IS NULL")
                .bind("name", name)
                .map((row, context) -> token(row))
                .findOne();
    }

    private static Token token(ResultSet row) throws SQLException {
        long revoked = row.getLong("revoked");
        boolean valid = row.wasNull();
        String role = row.getString("role");
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                TokenRole.of(role).orElseThrow(() -> new IllegalStateException("a token has an unknown role: " + role)),
                Instant.ofEpochMilli(row.getLong("created")),
                valid ? Optional.empty() : Optional.of(Instant.ofEpochMilli(revoked)));
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
