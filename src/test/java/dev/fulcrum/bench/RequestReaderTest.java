package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
    private static final String WITH_LENGTH =
            "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
    private static final String CHUNKED =
            "POST /v1/chat/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n";
    private static final String BARE = "GET /readyz HTTP/1.1\r\nhost: a\r\n\r\n";

    private final RequestReader reader = new RequestReader();

    @Test
    void requestIsWhole_whereverItIsSplit() {
        for (String request : new String[] {WITH_LENGTH, CHUNKED}) {
            for (int split = 1; split < request.length(); split++) {
                add(request.substring(0, split));
                assertThat(reader.next()).isEmpty();
                add(request.substring(split));

                assertThat(reader.next()).contains("{\"a\":1}");
            }
        }
    }

    @Test
    void requestsComeOneByOne_whenTheyCameAtOnce() {
        add(BARE + CHUNKED + WITH_LENGTH);

        assertThat(reader.next()).contains("");
        assertThat(reader.next()).contains("{\"a\":1}");
        assertThat(reader.next()).contains("{\"a\":1}");
        assertThat(reader.next()).isEmpty();
    }

    private void add(String text) {
        reader.add(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }
}
