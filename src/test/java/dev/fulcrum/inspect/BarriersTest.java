package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarriersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "(?i)\\b(guarantee|promise)\\b[^.!?\\n]*\\brefund ¦ 'a. b' ¦ 2",
                "利率[^。！？\\n]{0,8}(上|下)调 ¦ '高。低' ¦ 2",
                "\\d+ ?% ¦ 'a; b' ¦ 2",
                "[a-z]{2,4}\\s+x ¦ 'a! b' ¦ 2",
                "a.b ¦ 'a\nb' ¦ 2",
                "(^|[^不没])(我|我们)?保证[^。\\n]{0,4}退款 ¦ '好。我' ¦ 2",
                "(?i)(^|[.!?:]\\s*|\\b(please|just) )tell me ¦ 'a. b' ¦ 2",
                "^a ¦ 'a. b' ¦ 2",
                "[\\w-]+x ¦ 'a? b' ¦ 2"
            })
    void stretchBeginsBehindTheBarrier_whenNoMatchCanHoldIt(String expression, String text, int start) {
        assertThat(Barriers.of(expression, List.of()).start(text, text.length()))
                .isEqualTo(start);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?s)a.*b",
                "(^|a\\S)b",
                "a$",
                "a\\S+",
                "a\\pL",
                "a[[:punct:]]",
                "a[^x]",
                "(?is:a.b)",
                "\\Qa\\E",
                "a[\\S]",
                "\\x{2e}"
            })
    void thereIsNoBarrier_whenAMatchMayHoldEverySign(String expression) {
        assertThat(Barriers.of(expression, List.of()).none()).isTrue();
    }

    @Test
    void signIsNoBarrier_whenATriggerWordHoldsIt() {
        Barriers barriers = Barriers.of("[a-z]+", List.of("e.g"));

        assertThat(barriers.start("a. b! c", 7)).isEqualTo(5);
        assertThat(barriers.start("a. b", 4)).isZero();
    }

    @Test
    void stretchEndsAtTheBarrier_whenOneFollows() {
        Barriers barriers = Barriers.of("[a-z ]+", List.of());

        assertThat(barriers.end("a b。c", 0)).isEqualTo(3);
        assertThat(barriers.end("a b", 0)).isEqualTo(3);
    }
}
