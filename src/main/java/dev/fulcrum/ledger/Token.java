package dev.fulcrum.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * An admin token, without its secret.
 *
 * @param name who holds it; stands in the audit
 * @param revoked when it stopped being valid
 */
public record Token(long id, String name, TokenRole role, Instant created, Optional<Instant> revoked) {}
