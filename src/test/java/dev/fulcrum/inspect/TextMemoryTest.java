package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TextMemoryTest {
    private static final int PLACES = 64;

    private final TextMemory<String> memory = TextMemory.ofLight(PLACES);

    @Test
    void nothingIsKnown_whenNothingWasPut() {
        assertThat(memory.get(text(1))).isNull();
    }

    @Test
    void latestValueIsKnown_whenATextIsPutTwice() {
        memory.put(text(1), "first");
        memory.put(text(1), "second");

        assertThat(memory.get(text(1))).isEqualTo("second");
    }

    @Test
    void textsAreToldApart_whenOnlyTheInspectorOrTheLastNumberDiffers() {
        memory.put(new Fingerprint(1, 1, 2, 3, 4), "known");

        assertThat(memory.get(new Fingerprint(1, 1, 2, 3, 4))).isEqualTo("known");
        assertThat(memory.get(new Fingerprint(2, 1, 2, 3, 4))).isNull();
        assertThat(memory.get(new Fingerprint(1, 1, 2, 3, 5))).isNull();
    }

    @Test
    void noMoreTextsAreKnownThanThereArePlaces_whenManyArePut() {
        for (int i = 0; i < 10_000; i++) {
            memory.put(text(i), "value " + i);
        }

        assertThat(IntStream.range(0, 10_000).filter(i -> memory.get(text(i)) != null))
                .hasSizeBetween(1, PLACES);
    }

    @Test
    void textThatIsAskedForStays_whenOthersComeAndGo() {
        memory.put(text(0), "asked for");
        for (int i = 1; i < 10_000; i++) {
            memory.put(text(i), "value");
            assertThat(memory.get(text(0))).isEqualTo("asked for");
        }
    }

    @Test
    void nothingIsKnown_whenThereIsNoPlace() {
        TextMemory<String> none = TextMemory.ofLight(0);
        none.put(text(1), "value");

        assertThat(none.get(text(1))).isNull();
    }

    @Test
    void oneTextIsKnown_whenThereIsOnePlace() {
        TextMemory<String> one = TextMemory.ofLight(1);
        one.put(text(1), "first");
        one.put(text(2), "second");

        assertThat(one.get(text(1))).isNull();
        assertThat(one.get(text(2))).isEqualTo("second");
    }

    @Test
    void valuesWeighNoMoreThanTheyMay_whenManyArePut() {
        TextMemory<Long> weighing = new TextMemory<>(1_000, value -> value, 500);
        for (long i = 0; i < 5_000; i++) {
            weighing.put(text(i), 1 + i % 20);

            assertThat(LongStream.rangeClosed(Math.max(0, i - 600), i)
                            .mapToObj(each -> weighing.get(text(each)))
                            .filter(known -> known != null)
                            .mapToLong(Long::longValue)
                            .sum())
                    .isLessThanOrEqualTo(500);
        }
    }

    @Test
    void lighterValuesStay_whenOneAloneIsTooHeavy() {
        TextMemory<Long> weighing = new TextMemory<>(1_000, value -> value, 500);
        weighing.put(text(1), 500L);
        weighing.put(text(2), 501L);

        assertThat(weighing.get(text(1))).isEqualTo(500L);
        assertThat(weighing.get(text(2))).isNull();
    }

    @Test
    void everyValueIsItsTexts_whenThreadsAskAtOnce() {
        assertThat(IntStream.range(0, 200_000).parallel()).allMatch(i -> {
            Fingerprint text = text(i % 300);
            memory.put(text, "value " + i % 300);
            String known = memory.get(text);
            return known == null || known.equals("value " + i % 300);
        });
    }

    private static Fingerprint text(long number) {
        return Fingerprint.of(1, "text " + number);
    }
}
