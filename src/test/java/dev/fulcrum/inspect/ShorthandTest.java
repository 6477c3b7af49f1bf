package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ShorthandTest {
    private static final List<String> KINDS = List.of("pii.email", "topic.banking", "主题.理财", "answer.hedging");

    private final Shorthand shorthand = new Shorthand(Set.copyOf(KINDS));

    @Test
    void nothingIsRead_whenNothingWasSeen() {
        assertThat(shorthand.write(List.of())).isEmpty();
        assertThat(shorthand.read(new long[0])).isEmpty();
    }

    @Test
    void sightingsAreReadAsTheyWereWritten_whateverTheyAre() {
        SplittableRandom random = new SplittableRandom(20_261_126);
        for (int i = 0; i < 5_000; i++) {
            List<Sighting> seen = sightings(random);

            assertThat(shorthand.read(shorthand.write(seen))).isEqualTo(seen);
        }
    }

    private static List<Sighting> sightings(SplittableRandom random) {
        Set<String> kinds = new TreeSet<>();
        for (int i = random.nextInt(KINDS.size() + 1); i > 0; i--) {
            kinds.add(KINDS.get(random.nextInt(KINDS.size())));
        }
        List<Sighting> sightings = new ArrayList<>();
        for (String kind : kinds) {
            List<Span> spans = new ArrayList<>();
            int from = 0;
            for (int i = random.nextInt(1, 20); i > 0; i--) {
                int start = from + random.nextInt(1 << 20);
                from = start + random.nextInt(1, 1 << 24);
                spans.add(new Span(start, from));
            }
            sightings.add(new Sighting(kind, random.nextDouble(), spans));
        }
        return sightings;
    }
}
