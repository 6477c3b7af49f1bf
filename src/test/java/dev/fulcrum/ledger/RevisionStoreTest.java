package dev.fulcrum.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-04T02:30:00Z");

    @TempDir
    Path directory;

    private Database database;
    private RevisionStore store;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("ledger.db"));
        store = new RevisionStore(database.readers());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void filesComeBack_whenSaved() {
        Map<String, String> files = Map.of("request/范围.drl", "rule \"request/范围\" // 🙂\n", "lexicon/zh.yaml", "");
        save("a1", files);

        assertThat(store.files("a1")).contains(files);
        assertThat(store.files("b2")).isEmpty();
        assertThat(store.state()).isEmpty();
    }

    @Test
    void lastTenAndTheActiveOneStay_whenMoreAreSaved() {
        save("r0", Map.of("f", "0"));
        save("r1", Map.of("f", "1"));
        activate("r0", "r1");
        for (int i = 2; i <= 12; i++) {
            save("r" + i, Map.of("f", Integer.toString(i)));
        }

        assertThat(store.list())
                .extracting(RevisionStore.Kept::revision)
                .containsExactly("r12", "r11", "r10", "r9", "r8", "r7", "r6", "r5", "r4", "r3", "r0");
        assertThat(store.list()).filteredOn(RevisionStore.Kept::active).hasSize(1);
        assertThat(store.files("r0")).contains(Map.of("f", "0"));
    }

    @Test
    void becomesTheNewest_whenSavedAgain() {
        save("a", Map.of("f", "a"));
        save("b", Map.of("f", "b"));
        save("a", Map.of("f", "a"));

        assertThat(store.list()).extracting(RevisionStore.Kept::revision).containsExactly("a", "b");
    }

    @Test
    void oneStateStands_whenActivatedTwice() {
        save("a", Map.of("f", "a"));
        save("b", Map.of("f", "b"));
        activate("a", "a");
        activate("b", "c");

        assertThat(store.state()).contains(new RevisionStore.State("b", "c", NOW, true));
    }

    private void save(String revision, Map<String, String> files) {
        database.writer().useTransaction(handle -> store.save(handle, revision, files, NOW));
    }

    private void activate(String revision, String fromDirectory) {
        database.writer()
                .useTransaction(
                        handle -> store.activate(handle, new RevisionStore.State(revision, fromDirectory, NOW, true)));
    }
}
