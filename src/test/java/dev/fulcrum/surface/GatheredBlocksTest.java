package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheredBlocksTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 65_536, 1 << 20, 1_100_000, 3_300_000})
    void allComesBack_whateverThePieces(int largest) {
        Random random = new Random(largest);
        for (int round = 0; round < 3; round++) {
            GatheredBytes gathered = new GatheredBytes();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            int pieces = Math.min(5000, 1 + 7_000_000 / largest);
            for (int i = 0; i < pieces; i++) {
                byte[] piece = new byte[round == 0 ? largest : random.nextInt(largest + 1)];
                random.nextBytes(piece);
                gathered.add(piece);
                expected.writeBytes(piece);
            }
            assertThat(gathered.whole()).isEqualTo(expected.toByteArray());
            assertThat(gathered.whole()).isEqualTo(expected.toByteArray());
        }
    }
}
