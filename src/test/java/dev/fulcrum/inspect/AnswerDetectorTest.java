package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerDetectorTest {
    private static final Looking ALL = Looking.forKinds(AnswerDetector.KINDS.toArray(String[]::new));

    @Test
    void refusingSentenceIsTheSpan_whenAnAnswerRefuses() {
        String answer = "Thank you for asking.  I’m sorry, but I CAN’T share that.\nPrivacy matters.";

        assertThat(ALL.at(answer)).extracting(Finding::kind).containsExactly("answer.refusal");
        assertThat(ALL.cutOut(answer)).containsExactly("I’m sorry, but I CAN’T share that.");
    }

    @Test
    void refusingSentenceIsTheSpan_whenAnAnswerRefusesInChinese() {
        String answer = "您好。\n很抱歉，我无法回答这个问题。\n隐私受法律保护。";

        assertThat(ALL.at(answer)).extracting(Finding::kind).containsExactly("answer.refusal");
        assertThat(ALL.cutOut(answer)).containsExactly("很抱歉，我无法回答这个问题。");
    }

    @Test
    void outrightRefusalScoresHigher_thanAnObjection() {
        List<Finding> outright = ALL.at("I won't write that.");
        List<Finding> implied = ALL.at("It is not appropriate to make fun of a patient.");

        assertThat(outright.get(0).score()).isGreaterThan(implied.get(0).score());
        assertThat(implied.get(0).kind()).isEqualTo("answer.refusal");
    }

    @Test
    void partialRefusalIsFound_whenHelpFollows() {
        String answer = "I can't open the door for you. However, I can tell you where the spare key is: under the mat.";

        assertThat(ALL.at(answer)).extracting(Finding::kind).contains("answer.partial-refusal");
    }

    @Test
    void everyHedgingSentenceIsASpan_whenAnAnswerHedges() {
        String answer = "Perhaps it is the pump. It leaks. Maybe it could be the valve, or possibly both.";

        assertThat(Looking.forKinds("answer.hedging").cutOut(answer))
                .containsExactly("Perhaps it is the pump.", "Maybe it could be the valve, or possibly both.");
    }

    @Test
    void nothingIsFound_whenTheAnswerIsPlain() {
        assertThat(ALL.at("Paris is the capital of France.")).isEmpty();
    }

    @Test
    void nothingIsFound_whenThereAreOnlyBlanks() {
        assertThat(ALL.at(" \n \u200B\n ")).isEmpty();
    }

    @Test
    void onlyWantedKindsAreFound_whenOthersAreThere() {
        assertThat(Looking.forKinds("answer.evasive").at("I can't help with that."))
                .isEmpty();
    }
}
