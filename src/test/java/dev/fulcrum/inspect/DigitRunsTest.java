package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitRunsTest {
    private final DigitRuns digits = DigitRuns.of("a12 3bc4567");

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 4", "5, 7", "9, 9", "11, -1"})
    void nextIsTheFirstDigitFromAnIndexOn(int from, int next) {
        assertThat(digits.next(from)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 3", "4, 5", "7, 11", "10, 11"})
    void behindIsWhereTheDigitsEnd(int index, int behind) {
        assertThat(digits.behind(index)).isEqualTo(behind);
    }

    @Test
    void nextIsNone_whenThereAreNoDigits() {
        assertThat(DigitRuns.of("no digits").next(0)).isEqualTo(DigitRuns.NONE);
        assertThat(DigitRuns.of("").next(0)).isEqualTo(DigitRuns.NONE);
    }
}
