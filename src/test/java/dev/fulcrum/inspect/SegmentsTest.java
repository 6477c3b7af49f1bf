package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsTest {
    private static final String DISGUISED = "ver**bo**ten";

    private final Looking words = Looking.forPhrases("word", "verboten");

    @ParameterizedTest
    @ValueSource(strings = {"word ", "x", "我", "\uD83D\uDE00", "\n", "a-"})
    void disguiseIsFoundOnce_whereverItStandsAtTheEndOfASegment(String filler) {
        int end = Segments.LENGTH;
        for (int before : new int[] {
            end - 2 * Segments.OVERLAP, end - Segments.OVERLAP - 10, end - Segments.OVERLAP / 2, end - 10, end, end + 10
        }) {
            String head = filler.repeat(before / filler.length());
            String text = head + "。 " + DISGUISED + " 。" + filler.repeat(40_000 / filler.length());

            assertThat(words.cutOut(text))
                    .as("%s characters before", head.length())
                    .containsExactly(DISGUISED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"word ", "x", "我", "\uD83D\uDE00", "x\uD83D\uDE00"})
    void segmentsOverlapAndReachTheEnd_whateverTheTextIsMadeOf(String unit) {
        String text = unit.repeat(1_000_000 / unit.length());
        int from = 0;
        int count = 0;
        while (from < text.length()) {
            int end = Segments.end(text, from);
            assertThat(Character.isLowSurrogate(text.charAt(from))).isFalse();
            assertThat(end - from).isLessThanOrEqualTo(Segments.LENGTH + Segments.OVERLAP);
            from = Segments.next(text, end);
            assertThat(from).isLessThanOrEqualTo(end);
            assertThat(end == text.length() || end - from >= Segments.OVERLAP / 2)
                    .isTrue();
            count++;
        }

        assertThat(count).isEqualTo(4);
    }

    @Test
    void shortTextIsOneSegment() {
        assertThat(Segments.end("short", 0)).isEqualTo(5);
        assertThat(Segments.next("short", 5)).isEqualTo(5);
    }
}
