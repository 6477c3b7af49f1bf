package dev.fulcrum.handoff;

import dev.fulcrum.model.Act;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A database file with the schema, as the wiring would hand it to the room. */
final class CaseFile implements AutoCloseable {
    final List<Act> acts = new CopyOnWriteArrayList<>();
    final ExecutorService thread = Executors.newSingleThreadExecutor();
    final Jdbi readers;
    private final Connection connection;
    private final Jdbi writer;

    CaseFile(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        Flyway.configure().dataSource(source).load().migrate();
        connection = source.getConnection();
        writer = Jdbi.create(connection);
        readers = Jdbi.create(source);
    }

    HandoffDesk desk(InstantSource clock) {
        return new HandoffDesk(writer, thread, readers, clock, (handle, act) -> acts.add(act));
    }

    @Override
    public void close() throws SQLException {
        thread.shutdownNow();
        connection.close();
    }
}
