package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BodyEncodingTest {
    private static final int LIMIT = 1 << 20;

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static BodyEncoding gzip() {
        return BodyEncoding.of(MultiMap.caseInsensitiveMultiMap().add("content-encoding", "gzip"));
    }

    @Test
    void everyByteIsCounted_whileItUnfolds() throws IOException {
        AtomicLong taken = new AtomicLong();

        byte[] plain = gzip().decode(gzip(new byte[300_000]), LIMIT, more -> taken.addAndGet(more) > 0);

        assertThat(plain).hasSize(300_000);
        assertThat(taken).hasValue(300_000);
    }

    @Test
    void unfoldingEnds_whenThereIsNoMoreRoom() throws IOException {
        AtomicLong taken = new AtomicLong();
        byte[] sent = gzip(new byte[LIMIT]);

        assertThatThrownBy(() -> gzip().decode(sent, LIMIT, more -> taken.addAndGet(more) < 100_000))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("limits.held");
        assertThat(taken.get()).isLessThan(200_000);
    }
}
