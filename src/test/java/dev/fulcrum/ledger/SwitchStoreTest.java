package dev.fulcrum.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Switches;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-04T02:30:00.125Z");
    private static final String RULE = "request/off-topic";

    @TempDir
    Path directory;

    @Test
    void layersComeBack_whenOpenedAgain() {
        Path file = directory.resolve("ledger.db");
        Switches first = Switches.NONE.with(RULE, change(Switch.Mode.SHADOW, Set.of(), Optional.empty()));
        Switches second =
                first.with(RULE, change(Switch.Mode.OFF, Set.of("wallet", "网银"), Optional.of(NOW.plusSeconds(3600))));
        Switches third =
                second.with("response/refund-promise", change(Switch.Mode.ENFORCE, Set.of(), Optional.empty()));
        try (Database database = Database.open(file)) {
            SwitchStore store = new SwitchStore(database.readers());
            assertThat(store.load().version()).isZero();
            assertThat(store.load().layers()).isEmpty();
            database.writer().useTransaction(handle -> {
                store.save(handle, RULE, first);
                store.save(handle, RULE, second);
                store.save(handle, "response/refund-promise", third);
            });
        }
        try (Database database = Database.open(file)) {
            Switches loaded = new SwitchStore(database.readers()).load();

            assertThat(loaded.version()).isEqualTo(3);
            assertThat(loaded.layers()).isEqualTo(third.layers());
            assertThat(loaded.of(RULE, "网银", NOW).mode()).isEqualTo(Switch.Mode.OFF);
            assertThat(loaded.of(RULE, "网银", NOW.plusSeconds(3600)).mode()).isEqualTo(Switch.Mode.SHADOW);
        }
    }

    @Test
    void oldLayersGo_whenRuleIsSwitchedForGood() {
        try (Database database = Database.open(directory.resolve("ledger.db"))) {
            SwitchStore store = new SwitchStore(database.readers());
            Switches layered = Switches.NONE
                    .with(RULE, change(Switch.Mode.SHADOW, Set.of(), Optional.empty()))
                    .with(RULE, change(Switch.Mode.OFF, Set.of("wallet"), Optional.empty()));
            Switches flat = layered.with(RULE, change(Switch.Mode.ENFORCE, Set.of(), Optional.empty()));
            database.writer().useTransaction(handle -> {
                store.save(handle, RULE, new Switches(1, layered.layers()));
                store.save(handle, RULE, new Switches(2, flat.layers()));
            });

            assertThat(store.load().layers().get(RULE)).hasSize(1);
        }
    }

    @Test
    void isRefused_whenSomebodyElseWasFaster() {
        try (Database database = Database.open(directory.resolve("ledger.db"))) {
            SwitchStore store = new SwitchStore(database.readers());
            Switches mine = Switches.NONE.with(RULE, change(Switch.Mode.OFF, Set.of(), Optional.empty()));
            Switches theirs = Switches.NONE.with(RULE, change(Switch.Mode.SHADOW, Set.of(), Optional.empty()));
            database.writer().useTransaction(handle -> store.save(handle, RULE, theirs));

            assertThatThrownBy(() -> database.writer().useTransaction(handle -> store.save(handle, RULE, mine)))
                    .isInstanceOf(SwitchStore.Outdated.class)
                    .hasMessageContaining("read them again");
            assertThat(store.load().of(RULE, "any", NOW).mode()).isEqualTo(Switch.Mode.SHADOW);
        }
    }

    private static Switch change(Switch.Mode mode, Set<String> apps, Optional<Instant> until) {
        return new Switch(mode, mode == Switch.Mode.ENFORCE ? 0.1 : 0, apps, until, "误伤太多", "王芳", NOW);
    }
}
