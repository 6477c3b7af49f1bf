package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacedStreamTest {
    private static final long BEGUN = 1_000;
    private static final Pace PACE = new Pace(5, 50, Pace.Text.SENTENCES);

    private final PacedStream stream = new PacedStream(PACE, BEGUN);
    private final AnswerReader reader = new AnswerReader();

    PacedStreamTest() {
        reader.begin();
    }

    @Test
    void roleAndFirstWordComeAtOnce_whenTheStreamBegins() throws ProtocolException {
        assertThat(eventsAt(0)).isEqualTo(2);
        assertThat(eventsAt(49)).isZero();
        assertThat(stream.dueNanos()).isEqualTo(BEGUN + TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void laterEventsAreNotDelayed_whenOneIsLate() throws ProtocolException {
        assertThat(eventsAt(0)).isEqualTo(2);
        assertThat(eventsAt(140)).isEqualTo(2);
        assertThat(eventsAt(150)).isEqualTo(1);
    }

    @Test
    void streamIsWhole_whenItIsOver() throws ProtocolException {
        assertThat(eventsAt(249)).isEqualTo(PACE.events() - 2);
        assertThat(stream.isOver()).isFalse();
        assertThat(eventsAt(250)).isEqualTo(2);
        assertThat(stream.isOver()).isTrue();
        assertThat(reader.isOver()).isTrue();
        assertThat(reader.isTerminated()).isTrue();
        assertThat(eventsAt(1_000)).isZero();
    }

    @Test
    void nothingIsLost_whenNotAllOfItFits() {
        PacedStream small = new PacedStream(PACE, BEGUN);
        ByteBuffer all = ByteBuffer.allocate(1 << 16);
        stream.putDue(BEGUN + TimeUnit.SECONDS.toNanos(1), all);

        StringBuilder pieces = new StringBuilder();
        while (!small.isOver()) {
            ByteBuffer piece = ByteBuffer.allocate(600);
            small.putDue(BEGUN + TimeUnit.SECONDS.toNanos(1), piece);
            assertThat(piece.position()).isPositive();
            pieces.append(US_ASCII.decode(piece.flip()));
        }

        assertThat(pieces).hasToString(US_ASCII.decode(all.flip()).toString());
    }

    @Test
    void eventsComeOneByOne_whenThereIsNoPause() {
        PacedStream unpaced = new PacedStream(new Pace(3, 0, Pace.Text.SENTENCES), BEGUN);

        int turns = 0;
        for (; !unpaced.isOver(); turns++) {
            unpaced.putDue(BEGUN, ByteBuffer.allocate(1 << 16));
        }

        assertThat(turns).isEqualTo(4);
    }

    private int eventsAt(long millis) throws ProtocolException {
        ByteBuffer out = ByteBuffer.allocate(1 << 16);
        stream.putDue(BEGUN + TimeUnit.MILLISECONDS.toNanos(millis), out);
        int before = reader.lineEnds();
        reader.read(out.flip());
        return (reader.lineEnds() - before) / 2;
    }
}
