package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A conversation whose history comes again with every turn. */
class HistoryTest {
    private final List<String> looks = new ArrayList<>();
    private final Inspector inspector = new Inspector(
            () -> 1,
            new Automaton.Builder().build(),
            new Watch(
                    List.of(new Watch.Post((reading, sightings) -> looks.add(reading.text()), Set.of("a.b"))),
                    Set.of("a.b")),
            new TextMemory(1 << 16),
            Outside.of(List.of(), Set.of()));

    @Test
    void eachMessageIsLookedAtOnce_whenTheHistoryRepeatsWithEveryTurn() {
        List<Part> turns = new ArrayList<>();
        for (int turn = 0; turn < 10; turn++) {
            turns.add(new Part(Part.MESSAGE, "user", turn, true, turn + " is a turn of the conversation ".repeat(4)));

            inspector.inspect(turns);
        }

        assertThat(looks)
                .containsExactlyElementsOf(turns.stream().map(Part::text).toList());
    }
}
