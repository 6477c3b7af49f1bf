package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ByteRunsPropertyTest {
    private static final int[] EDGES = {
        0, 1, 9, 10, 11, 13, 14, 31, 32, 33, 34, 35, 91, 92, 93, 126, 127, -1, -128, -127
    };

    @Property(seed = "20261124")
    void runEndsWhereItDoesByteByByte_whenBytesLieAtTheEdges(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(40)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(6) > 0 ? 'a' : EDGES[random.nextInt(EDGES.length)]);
        }
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(bytes.length - from + 1);

        assertThat(ByteRuns.plainEnd(bytes, from, to))
                .isEqualTo(first(bytes, from, to, b -> b < ' ' || b == '"' || b == '\\'));
        assertThat(ByteRuns.lineEnd(bytes, from, to)).isEqualTo(first(bytes, from, to, b -> b == '\n' || b == '\r'));
        assertThat(ByteRuns.next(bytes, from, to, '"')).isEqualTo(first(bytes, from, to, b -> b == '"'));
    }

    private static int first(byte[] bytes, int from, int to, IntPredicate end) {
        int at = from;
        while (at < to && !end.test(bytes[at])) {
            at++;
        }
        return at;
    }
}
