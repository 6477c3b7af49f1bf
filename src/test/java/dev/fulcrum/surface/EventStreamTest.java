package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
                    String data =
                            new String(event.bytes(), event.from(), event.to() - event.from(), StandardCharsets.UTF_8);
                    for (String part : List.of("{", "\"a\"", "\"xyz\"", "}")) {
                        int at = event.original(data.indexOf(part));
                        found.add(new String(bytes, at, part.length(), StandardCharsets.UTF_8));
                    }
                },
                true);

        stream.feed(bytes);

        assertThat(found).containsExactly("{", "\"a\"", "\"xyz\"", "}");
    }

    @Test
    void placesCountFromTheBeginning_whenWhatWentOutIsForgotten() {
        StringBuilder told = new StringBuilder();
        StringBuilder gone = new StringBuilder();
        List<Integer> strays = new ArrayList<>();
        EventStream stream = new EventStream(
                event -> {
                    told.append(
                            new String(event.bytes(), event.from(), event.to() - event.from(), StandardCharsets.UTF_8));
                    if (event.original(event.from()) != event.start() + "data: ".length()) {
                        strays.add(event.start());
                    }
                },
                true);
        String all = "data: 中 a\n\n".repeat(2_000);
        byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
        int released = 0;
        for (int at = 0; at < bytes.length; at += 7) {
            stream.feed(Arrays.copyOfRange(bytes, at, Math.min(at + 7, bytes.length)));
            if (at % 5 == 0) {
                int to = stream.openStart();
                gone.append(new String(stream.cut(new Splices(), released, to), StandardCharsets.UTF_8));
                released = to;
            }
        }
        gone.append(new String(stream.cut(new Splices(), released, bytes.length), StandardCharsets.UTF_8));

        assertThat(told).hasToString("中 a".repeat(2_000));
        assertThat(gone).hasToString(all);
        assertThat(strays).isEmpty();
        assertThatIllegalStateException().isThrownBy(stream::bytes).withMessageContaining("forgotten");
    }
}
