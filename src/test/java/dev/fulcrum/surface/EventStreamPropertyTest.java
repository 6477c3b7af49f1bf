package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EventStreamPropertyTest {

    @Property(tries = 300, seed = "20261123")
    void sameEventsAreFound_whereverTheStreamIsCut(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
        String[] lines = {"data: 中😀", "data:x", "data", ": note", "event: error", "", "", "id: 7", "data: {\"a\":"};
        String[] ends = {"\n", "\r", "\r\n"};
        for (int i = random.nextInt(20); i >= 0; i--) {
            text.append(lines[random.nextInt(lines.length)]).append(ends[random.nextInt(3)]);
        }
        int length = text.toString().getBytes(StandardCharsets.UTF_8).length;
        int[] everywhere = new int[length];
        Arrays.setAll(everywhere, i -> i + 1);
        int[] somewhere = random.ints(random.nextInt(6), 0, length + 1).sorted().toArray();

        for (boolean keep : new boolean[] {true, false}) {
            List<SeenEvent> atOnce = SeenEvent.read(text.toString(), keep);
            assertThat(SeenEvent.read(text.toString(), keep, everywhere)).isEqualTo(atOnce);
            assertThat(SeenEvent.read(text.toString(), keep, somewhere)).isEqualTo(atOnce);
        }
    }
}
