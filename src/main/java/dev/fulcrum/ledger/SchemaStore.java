package dev.fulcrum.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** What a database file is: whose, and at which schema. */
final class SchemaStore {
    /** The version of the newest migration. */
    static final int VERSION = 5;

    private static final int APPLICATION = 0x46554C43;

    /** An entry takes one to three KiB, so that a page of the usual four would be left half empty. */
    private static final int PAGE_BYTES = 8192;

    private SchemaStore() {}

    /** Whose a file is. */
    enum Origin {
        EMPTY,
        FULCRUM,
        OTHER
    }

    /**
     * A file's header.
     *
     * @param version number of the newest migration applied; 0 when empty
     */
    record Schema(Origin origin, int version) {}

    static Schema read(Connection connection) throws SQLException {
        int version = number(connection, "PRAGMA user_version");
        if (number(connection, "PRAGMA application_id") == APPLICATION) {
            return new Schema(Origin.FULCRUM, version);
        }
        // Flyway's own table alone is what a start leaves that was killed before the first migration
        int tables = number(
                connection,
                """
                SELECT count(*) FROM sqlite_schema
                WHERE name NOT LIKE 'sqlite_%' AND tbl_name <> 'flyway_schema_history'""");
        return new Schema(tables == 0 && version == 0 ? Origin.EMPTY : Origin.OTHER, version);
    }

    /** Sets an empty file's page size, which cannot be changed once the file is in WAL mode. */
    static void format(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = " + PAGE_BYTES);
            statement.execute("VACUUM");
        }
    }

    static void migrate(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.getInt(1);
        }
    }
}
