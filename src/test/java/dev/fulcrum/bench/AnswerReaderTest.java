package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String STREAM = head(200, "Transfer-Encoding: chunked")
            + "b\r\ndata: one\n\n\r\n"
            + "1A\r\ndata: two, which is long\n\n\r\n"
            + "d\r\ndata: [DONE]\n\r\n"
            + "1\r\n\n\r\n"
            + "0\r\nx-trailer: 1\r\n\r\n";

    private final AnswerReader reader = new AnswerReader();

    @Test
    void streamIsCounted_whereverItIsSplit() throws ProtocolException {
        for (int split = 0; split <= STREAM.length(); split++) {
            reader.begin();
            reader.read(bytes(STREAM.substring(0, split)));
            assertThat(reader.isOver()).isEqualTo(split == STREAM.length());
            reader.read(bytes(STREAM.substring(split)));

            assertStreamIsWhole();
        }
    }

    @Test
    void streamIsCounted_whenItComesByteByByte() throws ProtocolException {
        reader.begin();
        for (int i = 0; i < STREAM.length(); i++) {
            assertThat(reader.isOver()).isFalse();
            reader.read(bytes(STREAM.substring(i, i + 1)));
        }

        assertStreamIsWhole();
    }

    @Test
    void lineEndsAreCounted_whateverStandsBesideThem() throws ProtocolException {
        String body = "\n\u000b\n\t\n\u008a\u0000\n\n\n\n\n\n\n\n\n\n\u000b\u007f\u00ff\n";
        reader.begin();
        reader.read(ByteBuffer.wrap((head(200, "content-length: " + body.length()) + body).getBytes(ISO_8859_1)));

        assertThat(reader.lineEnds())
                .isEqualTo(body.chars().filter(next -> next == '\n').count());
        assertThat(reader.isOver()).isTrue();
    }

    @Test
    void refusalIsOver_whenItsLengthHasCome() throws ProtocolException {
        reader.begin();
        reader.read(bytes(head(429, "CONTENT-LENGTH:5") + "later"));

        assertThat(reader.isOver()).isTrue();
        assertThat(reader.status()).isEqualTo(429);
        assertThat(reader.isTerminated()).isFalse();
    }

    @Test
    void answerIsOver_whenItHasNoBody() throws ProtocolException {
        reader.begin();
        reader.read(bytes(head(503, "content-length: 0")));

        assertThat(reader.isOver()).isTrue();
    }

    @Test
    void nextAnswerIsLeft_whenItComesAtOnce() throws ProtocolException {
        ByteBuffer both = bytes(STREAM + STREAM);
        reader.begin();
        reader.read(both);

        assertStreamIsWhole();
        assertThat(both.remaining()).isEqualTo(STREAM.length());
    }

    @Test
    void chunkIsRefused_whenItIsLongerThanItsSize() {
        reader.begin();

        assertThatThrownBy(() -> reader.read(bytes(head(200, "transfer-encoding: chunked") + "2\r\nabc\r\n")))
                .isInstanceOf(ProtocolException.class);
    }

    private void assertStreamIsWhole() {
        assertThat(reader.isOver()).isTrue();
        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.lineEnds()).isEqualTo(6);
        assertThat(reader.isTerminated()).isTrue();
    }

    private static String head(int status, String header) {
        return "HTTP/1.1 " + status + " Said\r\ncontent-type: text/event-stream\r\n" + header + "\r\n\r\n";
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
