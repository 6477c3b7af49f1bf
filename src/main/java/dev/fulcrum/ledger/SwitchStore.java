package dev.fulcrum.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Switches;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Keeps the switches. Thread-safe. */
public final class SwitchStore {
    private static final JsonMapper JSON = new JsonMapper();

    private final Jdbi readers;

    public SwitchStore(Jdbi readers) {
        this.readers = readers;
    }

    /** Says that the switches were changed by somebody else since they were read; read them again and repeat the change. */
    public static final class Outdated extends RuntimeException {
        private static final long serialVersionUID = 1;

        Outdated(long version) {
            super("the switches were changed meanwhile: version " + version
                    + " does not follow the one kept; read them again and repeat the change");
        }
    }

    /** All switches, with every layer. */
    public Switches load() {
        // one transaction, so that version and layers belong together
        return readers.inTransaction(handle -> {
            long version = handle.createQuery("SELECT version FROM switch_version")
                    .mapTo(Long.class)
                    .one();
            Map<String, List<Switch>> layers = new LinkedHashMap<>();
            handle.createQuery("SELECT * FROM switches ORDER BY rule, position")
                    .map((row, context) -> Map.entry(row.getString("rule"), layer(row)))
                    .forEach(layer -> layers.computeIfAbsent(layer.getKey(), rule -> new ArrayList<>())
                            .add(layer.getValue()));
            return new Switches(version, layers);
        });
    }

    /**
     * Keeps one rule's layers and the version of the snapshot that they are from.
     *
     * @param handle of a transaction on the writing thread
     * @throws Outdated when the snapshot does not follow the one kept
     */
    public void save(Handle handle, String rule, Switches snapshot) {
        int updated = handle.createUpdate("UPDATE switch_version SET version = :version WHERE version = :version - 1")
                .bind("version", snapshot.version())
                .execute();
        if (updated == 0) {
            throw new Outdated(snapshot.version());
        }
        handle.createUpdate("DELETE FROM switches WHERE rule = :rule")
                .bind("rule", rule)
                .execute();
        List<Switch> layers = snapshot.layers().getOrDefault(rule, List.of());
        if (layers.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(
                """
                INSERT INTO switches (rule, position, mode, holdout, apps, until, why, who, since)
                VALUES (:rule, :position, :mode, :holdout, :apps, :until, :why, :who, :since)""")) {
            for (int position = 0; position < layers.size(); position++) {
                bind(batch, rule, position, layers.get(position));
            }
            batch.execute();
        }
    }

    private static void bind(PreparedBatch batch, String rule, int position, Switch layer) {
        batch.bind("rule", rule)
                .bind("position", position)
                .bind("mode", layer.mode().id())
                .bind("holdout", layer.holdout())
                .bind("apps", names(layer.apps()))
                .bind("until", layer.until().map(Instant::toEpochMilli).orElse(null))
                .bind("why", layer.why())
                .bind("who", layer.by())
                .bind("since", layer.since().toEpochMilli())
                .add();
    }

    private static Switch layer(ResultSet row) throws SQLException {
        String mode = row.getString("mode");
        long until = row.getLong("until");
        boolean forGood = row.wasNull();
        return new Switch(
                Switch.Mode.of(mode)
                        .orElseThrow(
                                () -> new IllegalStateException("the switches kept hold an unknown mode: " + mode)),
                row.getDouble("holdout"),
                names(row.getString("apps")),
                forGood ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until)),
                row.getString("why"),
                row.getString("who"),
                Instant.ofEpochMilli(row.getLong("since")));
    }

    private static String names(Set<String> apps) {
        try {
            return JSON.writeValueAsString(new TreeSet<>(apps));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("names of applications cannot be written", impossible);
        }
    }

    private static Set<String> names(String json) {
        try {
            return Set.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the switches kept hold broken names of applications", broken);
        }
    }
}
