package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An event as a listener saw it; the range is empty when the stream keeps nothing. */
record SeenEvent(String name, String data, String range, boolean ended) {

    /** The events of a text that comes in pieces, cut at these bytes. */
    static List<SeenEvent> read(String text, boolean keep, int... cuts) {
        List<SeenEvent> seen = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        EventStream stream = new EventStream(
                event -> seen.add(new SeenEvent(
                        event.name(),
                        new String(event.bytes(), event.from(), event.to() - event.from(), StandardCharsets.UTF_8),
                        keep ? event.start() + ".." + event.end() : "",
                        event.ended())),
                keep);
        int from = 0;
        for (int cut : cuts) {
            stream.feed(Arrays.copyOfRange(bytes, from, cut));
            from = cut;
        }
        stream.feed(Arrays.copyOfRange(bytes, from, bytes.length));
        stream.finish();
        if (keep) {
            assertThat(stream.bytes()).isEqualTo(bytes);
        }
        return seen;
    }
}
