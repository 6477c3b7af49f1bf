package dev.fulcrum.ledger;

import dev.fulcrum.model.OutcomeReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Keeps reports on exchanges; one of each kind for an exchange. Thread-safe. */
final class OutcomeStore {

    /** Whether the ledger has an exchange of an application. */
    boolean holds(Handle handle, String exchange, String app) {
        return handle.createQuery("SELECT 1 FROM entries WHERE exchange = :exchange AND app = :app LIMIT 1")
                .bind("exchange", exchange)
                .bind("app", app)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Keeps a report; false when there is one of its kind already, which stays as it is. */
    boolean insert(Handle handle, OutcomeReport report) {
        Update insert = handle.createUpdate(
                        """
                        INSERT OR IGNORE INTO outcomes (exchange, kind, app, value, note, at, reported)
                        VALUES (:exchange, :kind, :app, :value, :note, :at, :reported)""")
                .bind("exchange", report.exchange())
                .bind("kind", report.kind())
                .bind("app", report.app())
                .bind("value", report.value().isPresent() ? report.value().getAsDouble() : null)
                .bind("note", report.note())
                .bind("at", report.at().toEpochMilli())
                .bind("reported", report.reported().toEpochMilli());
        return insert.execute() == 1;
    }

    /** The reports on an exchange, the oldest first. */
    List<OutcomeReport> of(Handle handle, String exchange) {
        return handle.createQuery("SELECT * FROM outcomes WHERE exchange = :exchange ORDER BY reported, kind")
                .bind("exchange", exchange)
                .map((row, context) -> report(row))
                .list();
    }

    private static OutcomeReport report(ResultSet row) throws SQLException {
        double value = row.getDouble("value");
        OptionalDouble counted = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
        return new OutcomeReport(
                row.getString("exchange"),
                row.getString("app"),
                row.getString("kind"),
                counted,
                row.getString("note"),
                Instant.ofEpochMilli(row.getLong("at")),
                Instant.ofEpochMilli(row.getLong("reported")));
    }
}
