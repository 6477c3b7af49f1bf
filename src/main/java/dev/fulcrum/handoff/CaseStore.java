package dev.fulcrum.handoff;

import dev.fulcrum.handoff.Case.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Keeps cases. A change of state is one statement that names the state it comes from, so that of two people only one
 * gets through; what it returns says whether it did. Thread-safe.
 */
final class CaseStore {
    private static final String CASES =
            """
            SELECT c.id, c.exchange, c.app, c.desk, c.rule, c.language, c.state, c.opened, c.claimed_by, c.claimed_at,
                   c.answered_at, t.answer
            FROM cases c LEFT JOIN case_texts t ON t.id = c.id
            """;

    /** A holder that has no token at all is somebody whom another kind of login knows. */
    private static final String HOLDER_IS_REVOKED =
            """
            (EXISTS (SELECT 1 FROM tokens t WHERE t.name = claimed_by)
             AND NOT EXISTS (SELECT 1 FROM tokens t WHERE t.name = claimed_by AND t.revoked IS NULL))""";

    void insert(Handle handle, String id, NewCase opened, Instant at) {
        handle.createUpdate(
                        """
                        INSERT INTO cases (id, exchange, app, desk, rule, language, state, opened)
                        VALUES (:id, :exchange, :app, :desk, :rule, :language, 'open', :opened)""")
                .bind("id", id)
                .bind("exchange", opened.exchange())
                .bind("app", opened.app())
                .bind("desk", opened.desk())
                .bind("rule", opened.rule())
                .bind("language", opened.language())
                .bind("opened", at.toEpochMilli())
                .execute();
        handle.createUpdate("INSERT INTO case_texts (id, question) VALUES (:id, :question)")
                .bind("id", id)
                .bind("question", opened.question())
                .execute();
    }

    boolean claim(Handle handle, String id, String who, Instant at) {
        return handle.createUpdate(
                                """
                                UPDATE cases SET state = 'claimed', claimed_by = :who, claimed_at = :at
                                WHERE id = :id AND state = 'open'""")
                        .bind("id", id)
                        .bind("who", who)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Takes a case from who holds it: from anyone, or only when the holder's token is revoked. */
    boolean takeOver(Handle handle, String id, String who, Instant at, boolean fromAnyone) {
        return handle.createUpdate(
                                "UPDATE cases SET claimed_by = :who, claimed_at = :at WHERE id = :id AND state = 'claimed'"
                                        + " AND claimed_by <> :who AND (:any OR " + HOLDER_IS_REVOKED + ")")
                        .bind("id", id)
                        .bind("who", who)
                        .bind("at", at.toEpochMilli())
                        .bind("any", fromAnyone)
                        .execute()
                == 1;
    }

    boolean release(Handle handle, String id, String who, boolean ofAnyone) {
        return handle.createUpdate(
                                "UPDATE cases SET state = 'open', claimed_by = NULL, claimed_at = NULL WHERE id = :id"
                                        + " AND state = 'claimed' AND (claimed_by = :who OR :any OR "
                                        + HOLDER_IS_REVOKED + ")")
                        .bind("id", id)
                        .bind("who", who)
                        .bind("any", ofAnyone)
                        .execute()
                == 1;
    }

    boolean answer(Handle handle, String id, String who, String text, Instant at) {
        boolean changed = handle.createUpdate(
                                """
                                UPDATE cases SET state = 'answered', answered_at = :at
                                WHERE id = :id AND state = 'claimed' AND claimed_by = :who""")
                        .bind("id", id)
                        .bind("who", who)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
        if (changed) {
            handle.createUpdate("UPDATE case_texts SET answer = :text WHERE id = :id")
                    .bind("id", id)
                    .bind("text", text)
                    .execute();
        }
        return changed;
    }

    Optional<Case> find(Handle handle, String id) {
        return cases(handle.createQuery(CASES + "WHERE c.id = :id").bind("id", id)).stream()
                .findFirst();
    }

    Optional<String> question(Handle handle, String id) {
        return handle.createQuery("SELECT question FROM case_texts WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    /** The oldest first. */
    List<Case> list(Handle handle, Optional<State> state, Optional<String> desk, int limit) {
        String sql = CASES + "WHERE 1 = 1" + (state.isPresent() ? " AND c.state = :state" : "")
                + (desk.isPresent() ? " AND c.desk = :desk" : "") + " ORDER BY c.opened, c.id LIMIT :limit";
        Query query = handle.createQuery(sql).bind("limit", limit);
        state.ifPresent(wanted -> query.bind("state", wanted.id()));
        desk.ifPresent(wanted -> query.bind("desk", wanted));
        return cases(query);
    }

    /** Cases that are not answered. */
    long waiting(Handle handle, String desk) {
        return handle.createQuery("SELECT count(*) FROM cases WHERE state IN ('open', 'claimed') AND desk = :desk")
                .bind("desk", desk)
                .mapTo(Long.class)
                .one();
    }

    private static List<Case> cases(Query query) {
        return query.map((row, context) -> found(row)).list();
    }

    private static Case found(ResultSet row) throws SQLException {
        String state = row.getString("state");
        String claimedBy = row.getString("claimed_by");
        String answer = row.getString("answer");
        return new Case(
                row.getString("id"),
                row.getString("exchange"),
                row.getString("app"),
                row.getString("desk"),
                row.getString("rule"),
                row.getString("language"),
                State.of(state).orElseThrow(() -> new IllegalStateException("a case has an unknown state: " + state)),
                Instant.ofEpochMilli(row.getLong("opened")),
                claimedBy == null
                        ? Optional.empty()
                        : Optional.of(new Case.Claim(claimedBy, Instant.ofEpochMilli(row.getLong("claimed_at")))),
                answer == null
                        ? Optional.empty()
                        : Optional.of(new Case.Answer(answer, Instant.ofEpochMilli(row.getLong("answered_at")))));
    }
}
