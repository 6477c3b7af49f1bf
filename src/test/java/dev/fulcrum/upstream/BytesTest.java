package dev.fulcrum.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BytesTest {
    private final byte[] bytes = "你好, world".getBytes(UTF_8);

    @Test
    void arrayComesBackAsItself() {
        assertThat(Bytes.in(Bytes.over(bytes))).isSameAs(bytes);
        assertThat(Bytes.over(bytes).toString(UTF_8)).isEqualTo("你好, world");
    }

    @Test
    void onlyTheBufferItselfIsGiven_whenItIsAPartOrHasRoomBehindIt() {
        Buffer roomy = Buffer.buffer(1000).appendBytes(bytes);

        assertThat(Bytes.in(roomy)).isEqualTo(bytes);
        assertThat(Bytes.in(roomy.slice(6, 8))).asString(UTF_8).isEqualTo(", ");
        assertThat(Bytes.in(Bytes.over(bytes).slice(0, 3))).asString(UTF_8).isEqualTo("你");
        assertThat(Bytes.in(Buffer.buffer())).isEmpty();
    }
}
