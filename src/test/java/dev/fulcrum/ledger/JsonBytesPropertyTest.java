package dev.fulcrum.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Entries of former versions were written by Jackson: what it wrote is written still, byte for byte. */
class JsonBytesPropertyTest {
    private final JsonFactory json = new JsonFactory();
    private final InstantJson instants = new InstantJson();

    @FunctionalInterface
    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    @Property(tries = 5000, seed = "20261126")
    void stringIsAsJacksonHasIt_whateverItHolds(@ForAll String text, @ForAll int point) throws IOException {
        // rarely drawn: what lies beyond U+FFFF
        String mixed = text + Character.toString((point & 0xFFFF) + Character.MIN_SUPPLEMENTARY_CODE_POINT);
        JsonBytes own = new JsonBytes();
        own.string(mixed);

        assertThat(text(own)).isEqualTo(byJackson(to -> to.writeString(Text.whole(mixed))));
    }

    @Property(tries = 2000, seed = "20261126")
    void numbersAreAsJacksonHasThem_whateverTheyAre(@ForAll long whole, @ForAll int small, @ForAll double broken)
            throws IOException {
        JsonBytes own = new JsonBytes();
        own.open('[');
        own.number(whole);
        own.number(small);
        own.number(broken);
        own.number(broken);
        own.number(Double.longBitsToDouble(whole));
        own.close(']');

        assertThat(text(own)).isEqualTo(byJackson(to -> {
            to.writeStartArray();
            to.writeNumber(whole);
            to.writeNumber(small);
            to.writeNumber(broken);
            to.writeNumber(broken);
            to.writeNumber(Double.longBitsToDouble(whole));
            to.writeEndArray();
        }));
    }

    @Example
    void smallNumberIsAsJavaHasIt_whicheverItIs() {
        for (int number = 0; number <= 12_000; number++) {
            JsonBytes own = new JsonBytes();
            own.number(number);

            assertThat(text(own)).isEqualTo(Integer.toString(number));
        }
    }

    @Example
    void decimalIsAsJavaHasIt_whicheverItIs() {
        for (int number = -1_200_000; number <= 1_200_000; number++) {
            for (double value : new double[] {number / 1000.0, number * 0.001, number / 7000.0}) {
                JsonBytes own = new JsonBytes();
                own.number(value);

                assertThat(text(own)).isEqualTo(Double.toString(value));
            }
        }
        JsonBytes negative = new JsonBytes();
        negative.number(-0.0);
        assertThat(text(negative)).isEqualTo("-0.0");
    }

    @Property(tries = 2000, seed = "20261126")
    void momentIsAsItsOwnTextHasIt_whateverTheFraction(
            @ForAll @LongRange(min = -70_000_000_000L, max = 300_000_000_000L) long second,
            @ForAll @IntRange(max = 999) int part) {
        for (long nanos : new long[] {0, part, part * 1_000L, part * 1_000_000L, 999_999_999L - part}) {
            Instant at = Instant.ofEpochSecond(second, nanos);
            JsonBytes own = new JsonBytes();
            instants.write(own, at);

            assertThat(text(own)).isEqualTo('"' + at.toString() + '"');
        }
    }

    private String byJackson(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator to = json.createGenerator(out)) {
            writing.to(to);
        }
        return out.toString(UTF_8);
    }

    private static String text(JsonBytes json) {
        return new String(json.copy(), UTF_8);
    }
}
