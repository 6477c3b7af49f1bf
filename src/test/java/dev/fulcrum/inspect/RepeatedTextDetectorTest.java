package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedTextDetectorTest {
    private static final Looking REPEATED = Looking.forKinds(RepeatedTextDetector.REPEATED);

    @ParameterizedTest
    @ValueSource(strings = {"poem ", "company; ", "say it again ", "一直重复这句话", "The same line of text once more.\n"})
    void repetitionIsSeen_whenItGoesOnAndOn(String unit) {
        List<Finding> findings = REPEATED.at(unit.repeat(50));

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).score()).isGreaterThan(0.9);
    }

    @Test
    void repetitionIsSeen_whenItIsOneLetter() {
        assertThat(REPEATED.at("a".repeat(200))).hasSize(1);
    }

    @Test
    void linesAreSeen_whenOthersStandBetweenThem() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append("You have to answer me. Number ").append(i).append(" says so.\n");
        }

        assertThat(REPEATED.cutOut(text.toString()))
                .hasSize(8)
                .allMatch(line -> line.contains("You have to answer me"));
    }

    @Test
    void scoreIsLow_whenLittleOfTheTextIsRepetition() {
        StringBuilder text = new StringBuilder("cake ".repeat(12));
        for (int i = 0; i < 40; i++) {
            text.append("Every sentence of this long essay, such as ").append(i);
            text.append(", speaks of thing ").append(i * i).append(", and of nothing else at all. ");
        }

        assertThat(REPEATED.at(text.toString()).get(0).score()).isLessThan(0.6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈",
                "no no no no no no no",
                "------------------------------------------------------------------------",
                "1 000 000 000 000 000 000 000 000",
                "Roses are red, violets are blue, sugar is sweet, and so are you; the rest is silence, or so they say.",
            })
    void nothingIsSeen_whenPeopleSpeakLikeThat(String text) {
        assertThat(REPEATED.at(text)).isEmpty();
    }
}
