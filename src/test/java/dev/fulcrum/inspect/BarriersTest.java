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
                "[\\w-]+x ¦ 'a? b' ¦ 2",
                "a\\S+ ¦ 'a\nb' ¦ 2",
                "(?:a|b){2}(?P<name>c) ¦ 'a; b' ¦ 2",
                "x{0}[^;] ¦ 'a;b' ¦ 2"
            })
    void stretchBeginsBehindTheBarrier_whenNoMatchCanHoldIt(String expression, String text, int start) {
        assertThat(Barriers.of(ShapeReader.read(expression), List.of()).start(text, text.length()))
                .isEqualTo(start);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?s)a.*b",
                "a$",
                "(a",
                "a)b",
                "a[b",
                "a\\",
                "a(?=b)",
                "a[\\W\\n]+",
                "a(?s).+",
                "a\\pL",
                "a[[:punct:]]",
                "a[^x]+",
                "a[!-😀\\s]+",
                "(?is:a.+b)",
                "\\Qa\\E",
                "a[\\S\\s]+",
                "\\x{2e}"
            })
    void thereIsNoBarrier_whenAMatchMayHoldEverySign(String expression) {
        assertThat(Barriers.of(ShapeReader.read(expression), List.of()).none()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\d{1,2}(\\.\\d+)? ?%",
                "\\b10\\.[0-9]{1,3}\\.[0-9]{1,3}\\b",
                "[a-z0-9-]+(\\.[a-z0-9-]+)*\\.(corp|lan)(/[a-z./?]*)?",
                "百分之[0-9.]{1,6}",
                "[0-9.]*[0-9] ?%",
                "a\\S+",
                "(\\.{3})?x",
                "y\\.?o( z)+"
            })
    void fullStopPartsFromTheBlankBehindIt_whenNoMatchHoldsBoth(String expression) {
        Barriers barriers = Barriers.of(ShapeReader.read(expression), List.of());

        assertThat(barriers.start("a. b", 4)).isEqualTo(2);
        assertThat(barriers.start("a.\nb", 4)).isGreaterThanOrEqualTo(2);
        assertThat(barriers.start("a.b", 3)).isZero();
        assertThat(barriers.end("a. b", 0)).isEqualTo(2);
        assertThat(barriers.end("a.b", 0)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0-9.]+ ?%",
                "a\\.? b",
                "(a\\.)+( b)?c",
                "(\\s?a\\.){2}",
                "a[.,]?\\s+b",
                "(done|sure)[,.!:]?\\s+your",
                "a.{1,20}b",
                "a[^x\\n]*b",
                "a\\.(b|)(c|\\b)*\\tc",
                "(?m)a\\.b",
                "a\\.[[:alpha:]]",
                "a\\.\\x20"
            })
    void fullStopPartsNothing_whenAMatchMayHoldABlankBehindIt(String expression) {
        Barriers barriers = Barriers.of(ShapeReader.read(expression), List.of());

        assertThat(barriers.start("a. b", 4)).isZero();
        assertThat(barriers.end("a. b", 0)).isEqualTo(4);
    }

    @Test
    void fullStopPartsNothingYet_whenNothingHasFollowedIt() {
        Barriers barriers = Barriers.of(ShapeReader.read("[0-9.]+%"), List.of());

        assertThat(barriers.start("a.", 2)).isZero();
        assertThat(barriers.end("a.", 0)).isEqualTo(2);
        assertThat(barriers.start("a. ", 3)).isEqualTo(2);
    }

    @Test
    void matchMayBeginWithTheSign_whenItIsOnlyLookedAt() {
        Barriers looking = Barriers.of(ShapeReader.read("(^|[^不])保证"), List.of());
        Barriers holding = Barriers.of(ShapeReader.read("百分之[0-9.。]"), List.of());

        assertThat(looking.firstMatch("好。保证", 2)).isEqualTo(1);
        assertThat(holding.firstMatch("好。 百", 2)).isEqualTo(2);
    }

    @Test
    void signIsNoBarrier_whenATriggerWordHoldsAnotherFormOfIt() {
        Barriers barriers = Barriers.of(ShapeReader.read("[a-z]+"), List.of("Ｅ．Ｇ", "是吗?"));

        assertThat(barriers.start("a. b", 4)).isZero();
        assertThat(barriers.start("a？b", 3)).isZero();
        assertThat(barriers.start("a! b", 4)).isEqualTo(2);
    }

    @Test
    void signIsNoBarrier_whenATriggerWordHoldsIt() {
        Barriers barriers = Barriers.of(ShapeReader.read("[a-z]+"), List.of("e.g"));

        assertThat(barriers.start("a. b! c", 7)).isEqualTo(5);
        assertThat(barriers.start("a. b", 4)).isZero();
    }

    @Test
    void stretchEndsAtTheBarrier_whenOneFollows() {
        Barriers barriers = Barriers.of(ShapeReader.read("[a-z ]+"), List.of());

        assertThat(barriers.end("a b。c", 0)).isEqualTo(3);
        assertThat(barriers.end("a b", 0)).isEqualTo(3);
    }
}
