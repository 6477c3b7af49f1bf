package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void eventsAreFound_whateverEndsTheLines(String end) {
        String text = "\ufeff: ping|data:a|||event: x|data: b 中|data:  c|id: 1||data||data: d||".replace("|", end);

        assertThat(SeenEvent.read(text, true))
                .extracting(SeenEvent::name, SeenEvent::data, SeenEvent::ended)
                .containsExactly(tuple("", "a", true), tuple("x", "b 中\n c", true), tuple("", "d", true));
    }

    @Test
    void rangesTileTheStream_whenEventsFollow() {
        assertThat(SeenEvent.read("data: a\n\n: ping\ndata: b\r\n\r\ndata: c", true))
                .extracting(SeenEvent::range, SeenEvent::ended)
                .containsExactly(
                        tuple("0..9", true),
                        // the line feed of the last CRLF comes after the event was complete
                        tuple("9..26", true),
                        tuple("27..34", false));
    }

    @Test
    void dataPointsIntoTheStream_whenItHasSeveralLines() {
        List<String> found = new ArrayList<>();
        byte[] bytes = "data: {\"a\":\ndata:\ndata: \"xyz\"}\n\n".getBytes(StandardCharsets.UTF_8);
        EventStream stream = new EventStream(
                event -> {
                    String data = new String(event.bytes(), event.from(), event.to(), StandardCharsets.UTF_8);
                    for (String part : List.of("{", "\"a\"", "\"xyz\"", "}")) {
                        int at = event.original(data.indexOf(part));
                        found.add(new String(bytes, at, part.length(), StandardCharsets.UTF_8));
                    }
                },
                true);

        stream.feed(bytes);

        assertThat(found).containsExactly("{", "\"a\"", "\"xyz\"", "}");
    }
}
