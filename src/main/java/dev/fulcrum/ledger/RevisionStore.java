package dev.fulcrum.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps the bundles that were accepted, whole: the last ten and the one in force. Thread-safe. */
public final class RevisionStore {
    private static final int KEPT = 10;
    private static final JsonMapper JSON = new JsonMapper();

    private final Jdbi readers;

    public RevisionStore(Jdbi readers) {
        this.readers = readers;
    }

    /**
     * A revision that can be activated.
     *
     * @param at when it was last accepted
     */
    public record Kept(String revision, Instant at, boolean active) {}

    /**
     * What is in force.
     *
     * @param active the revision in force
     * @param directory the revision that the rules directory had when that was decided: when it has another at the next
     *     start, the files were changed meanwhile
     * @param at when it was decided
     * @param pinned whether it stays in force, whatever the directory holds, until somebody unpins it
     */
    public record State(String active, String directory, Instant at, boolean pinned) {}

    /**
     * Keeps a bundle as the newest, and lets go of what is beyond the last ten and not in force.
     *
     * @param handle of a transaction on the writing thread
     * @param files every file's text by its path
     */
    public void save(Handle handle, String revision, Map<String, String> files, Instant at) {
        handle.createUpdate(
                        """
                        INSERT INTO revisions (id, saved, at, files)
                        VALUES (:id, (SELECT coalesce(max(saved), 0) + 1 FROM revisions), :at, :files)
                        ON CONFLICT (id) DO UPDATE SET saved = excluded.saved, at = excluded.at""")
                .bind("id", revision)
                .bind("at", at.toEpochMilli())
                .bind("files", packed(files))
                .execute();
        handle.createUpdate(
                        """
                        DELETE FROM revisions
                        WHERE id NOT IN (SELECT id FROM revisions ORDER BY saved DESC LIMIT :kept)
                          AND id NOT IN (SELECT active FROM revision_state)""")
                .bind("kept", KEPT)
                .execute();
    }

    /**
     * Puts a kept revision in force.
     *
     * @param handle of a transaction on the writing thread
     */
    public void activate(Handle handle, State state) {
        handle.createUpdate(
                        """
                        INSERT INTO revision_state (id, active, directory, at, pinned)
                        VALUES (1, :active, :directory, :at, :pinned)
                        ON CONFLICT (id) DO UPDATE
                        SET active = excluded.active, directory = excluded.directory, at = excluded.at,
                            pinned = excluded.pinned""")
                .bind("active", state.active())
                .bind("directory", state.directory())
                .bind("pinned", state.pinned())
                .bind("at", state.at().toEpochMilli())
                .execute();
    }

    /** What is in force; empty before the first activation. */
    public Optional<State> state() {
        return readers.withHandle(
                handle -> handle.createQuery("SELECT active, directory, at, pinned FROM revision_state")
                        .map((row, context) -> new State(
                                row.getString("active"),
                                row.getString("directory"),
                                Instant.ofEpochMilli(row.getLong("at")),
                                row.getBoolean("pinned")))
                        .findOne());
    }

    /** All that is kept, the newest first. */
    public List<Kept> list() {
        return readers.withHandle(handle -> handle.createQuery(
                        """
                        SELECT id, at, id IN (SELECT active FROM revision_state) AS active
                        FROM revisions ORDER BY saved DESC""")
                .map((row, context) -> new Kept(
                        row.getString("id"), Instant.ofEpochMilli(row.getLong("at")), row.getBoolean("active")))
                .list());
    }

    /** A kept bundle's files, text by path; empty when it is not kept. */
    public Optional<Map<String, String>> files(String revision) {
        return readers.withHandle(handle -> handle.createQuery("SELECT files FROM revisions WHERE id = :id")
                        .bind("id", revision)
                        .mapTo(byte[].class)
                        .findOne())
                .map(RevisionStore::unpacked);
    }

    private static byte[] packed(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(JSON.writeValueAsBytes(new TreeMap<>(files)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> unpacked(byte[] packed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return JSON.readValue(gzip, new TypeReference<TreeMap<String, String>>() {});
        } catch (IOException broken) {
            throw new UncheckedIOException("a bundle that the ledger file keeps is damaged", broken);
        }
    }
}
