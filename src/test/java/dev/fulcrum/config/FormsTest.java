package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {

    @ParameterizedTest
    @CsvSource({"0ms, 0", "500ms, 500", "5s, 5000", "2m, 120000", "1h, 3600000", "2d, 172800000"})
    void durationIsRead(String text, long millis) {
        assertThat(Units.duration("0ms", "9d").parse().apply(text).value()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5S", "5min", "1e3s", "５s", "99999999999s", "10d"})
    void durationIsRefused(String text) {
        assertThat(Units.duration("0ms", "9d").parse().apply(text).wrong()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1B, 1", "16KiB, 16384", "8MiB, 8388608", "1GiB, 1073741824"})
    void sizeIsRead(String text, long bytes) {
        assertThat(Units.size("1B", "1GiB").parse().apply(text).value()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "8MB", "8mib", "8 MiB", "0B", "2GiB", "1.5MiB"})
    void sizeIsRefused(String text) {
        assertThat(Units.size("1B", "1GiB").parse().apply(text).wrong()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "0:0:0:0:0:0:0:1"})
    void hostIsLoopback(String host) {
        assertThat(Addresses.host().parse().apply(host).wrong()).isEmpty();
        assertThat(Addresses.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example", "localhost.example", "gateway", "fe80::1"})
    void hostIsOutside(String host) {
        assertThat(Addresses.host().parse().apply(host).wrong()).isEmpty();
        assertThat(Addresses.isLoopback(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "127.1", "127.0.0.256", "2130706433", "[::1]", ":::", "a_b", "-a", "a..b", "http://h", "h:1"
            })
    void hostIsRefused(String host) {
        assertThat(Addresses.host().parse().apply(host).wrong()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "Mon-Fri 09:00-18:00", "Sat 10:00-14:00", "Fri-Mon 00:00-24:00"})
    void hoursAreRead(String hours) {
        assertThat(Calendars.hours().parse().apply(hours).value()).isEqualTo(hours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mon-fri 09:00-18:00",
                "Mon-Fri",
                "Mon–Fri 09:00–18:00",
                "Mon 9:00-18:00",
                "Mon 09:00-25:00",
                "Mon 24:00-24:00",
                "Mon 18:00-18:00",
                "Mon 18:00-09:00",
                "Always",
                "周一 09:00-18:00"
            })
    void hoursAreRefused(String hours) {
        assertThat(Calendars.hours().parse().apply(hours).wrong()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"prot, port", "HOST, host", "hots, host", "hold_back, hold-back", "tagets, targets"})
    void nearestWordIsFound_whenFewLettersDiffer(String word, String meant) {
        assertThat(Spelling.nearest(word, List.of("port", "host", "hold-back", "targets", "routes")))
                .contains(meant);
    }

    @Test
    void noWordIsNear_whenManyLettersDiffer() {
        assertThat(Spelling.nearest("apps", List.of("port", "host", "路由"))).isEmpty();
        assertThat(Spelling.nearest("路由器", List.of("路由", "port"))).contains("路由");
    }

    @Test
    void textIsShortened_betweenWholeCharacters() {
        assertThat(Value.shorten(" a\n b ", 3)).isEqualTo("a b");
        assertThat(Value.shorten("😀😀😀😀", 3)).isEqualTo("😀😀…");
    }
}
