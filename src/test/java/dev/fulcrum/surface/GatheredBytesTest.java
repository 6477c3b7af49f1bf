package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GatheredBytesTest {
    private final GatheredBytes bytes = new GatheredBytes();

    @Test
    void pieceIsKeptAsItCame_whenItIsTheOnlyOne() {
        byte[] piece = {1, 2};

        bytes.add(new byte[0]);
        bytes.add(piece);

        assertThat(bytes.whole()).isSameAs(piece);
    }

    @Test
    void piecesStayUntouched_whenMoreCome() {
        byte[] first = "ab".getBytes(StandardCharsets.US_ASCII);
        bytes.add(first);
        for (String more : new String[] {"c", "", "defgh", "i"}) {
            bytes.add(more.getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(bytes.whole()).asString(StandardCharsets.US_ASCII).isEqualTo("abcdefghi");
        assertThat(first).asString(StandardCharsets.US_ASCII).isEqualTo("ab");
    }

    @Test
    void nothingIsGathered_whenNothingCame() {
        assertThat(bytes.whole()).isEmpty();
    }
}
