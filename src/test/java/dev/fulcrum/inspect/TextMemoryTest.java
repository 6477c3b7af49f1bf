package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TextMemoryTest {
    private static final int BYTES = 8 * 1024;
    /** More than the memory has room for. */
    private static final int MANY = 10_000;

    private final TextMemory memory = new TextMemory(BYTES);

    @Test
    void nothingIsKnown_whenNothingWasPut() {
        assertThat(memory.get(text(1))).isNull();
    }

    @Test
    void emptyNoteIsKnown_whenItWasPut() {
        memory.put(text(1), new long[0]);

        assertThat(memory.get(text(1))).isEmpty();
    }

    @Test
    void latestNoteIsKnown_whenATextIsPutTwice() {
        memory.put(text(1), note(1));
        memory.put(text(1), note(2, 3, 4));

        assertThat(memory.get(text(1))).containsExactly(2, 3, 4);
    }

    @Test
    void textsAreToldApart_whenOnlyTheInspectorOrOneNumberDiffers() {
        memory.put(new Fingerprint(1, 1, 2, 3, 4), note(5));

        assertThat(memory.get(new Fingerprint(1, 1, 2, 3, 4))).containsExactly(5);
        assertThat(memory.get(new Fingerprint(2, 1, 2, 3, 4))).isNull();
        assertThat(memory.get(new Fingerprint(1, 9, 2, 3, 4))).isNull();
        assertThat(memory.get(new Fingerprint(1, 1, 9, 3, 4))).isNull();
        assertThat(memory.get(new Fingerprint(1, 1, 2, 9, 4))).isNull();
        assertThat(memory.get(new Fingerprint(1, 1, 2, 3, 9))).isNull();
    }

    @Test
    void latestTextsAreKnown_whenManyArePut() {
        for (int i = 0; i < MANY; i++) {
            memory.put(text(i), note(i));

            assertThat(LongStream.rangeClosed(Math.max(0, i - 20), i).filter(each -> memory.get(text(each)) != null))
                    .hasSize(Math.min(i + 1, 21));
        }

        // there is room for 128 notes of 6 numbers; a bucket may be full before
        assertThat(IntStream.range(0, MANY).filter(i -> memory.get(text(i)) != null))
                .hasSizeBetween(100, 128);
    }

    @Test
    void textThatIsAskedForMostlyStays_whenOthersComeAndGo() {
        int forgotten = 0;
        for (int i = 1; i < MANY; i++) {
            memory.put(text(i), note());
            if (memory.get(text(0)) == null) {
                forgotten++;
                memory.put(text(0), note(7, 8, 9));
            }
            assertThat(memory.get(text(0))).containsExactly(7, 8, 9);
        }

        // at first, and when others fill its bucket; in order of coming it would be forgotten every 125th time
        assertThat(forgotten).isLessThan(20);
    }

    @Test
    void nothingIsKnown_whenThereIsNoRoom() {
        TextMemory none = new TextMemory(0);
        none.put(text(1), note(1));

        assertThat(none.get(text(1))).isNull();
    }

    @Test
    void othersStay_whenANoteIsTooLong() {
        memory.put(text(1), note(1));
        memory.put(text(2), new long[BYTES / Long.BYTES / 8]);

        assertThat(memory.get(text(1))).containsExactly(1);
        assertThat(memory.get(text(2))).isNull();
    }

    @Test
    void everyNoteIsItsTexts_whenNotesOfManyLengthsWriteOverOneAnother() {
        SplittableRandom random = new SplittableRandom(20_261_126);
        TextMemory small = new TextMemory(2_048);
        for (int i = 0; i < 200_000; i++) {
            long number = random.nextInt(60);
            long[] known = small.get(text(number));
            if (known == null) {
                small.put(
                        text(number),
                        LongStream.range(0, number % 20).map(each -> number).toArray());
            } else {
                assertThat(known).hasSize((int) number % 20).containsOnly(expected(number));
            }
        }
    }

    @Test
    void everyNoteIsItsTexts_whenThreadsAskAtOnce() {
        assertThat(IntStream.range(0, 200_000).parallel()).allMatch(i -> {
            Fingerprint text = text(i % 300);
            memory.put(text, note(i % 300));
            long[] known = memory.get(text);
            return known == null || (known.length == 1 && known[0] == i % 300);
        });
    }

    private static long[] expected(long number) {
        return number % 20 == 0 ? new long[0] : new long[] {number};
    }

    private static long[] note(long... numbers) {
        return numbers;
    }

    private static Fingerprint text(long number) {
        return Fingerprint.of(1, "text " + number);
    }
}
