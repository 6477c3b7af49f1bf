package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.AnswerClass;
import dev.fulcrum.model.AnswerClass.Compliance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerMemoryTest {
    private static final String REFUSAL = "I'm sorry, but I can't help with that. ";

    private final AnswerMemory memory = new AnswerMemory(100);

    @ParameterizedTest
    @ValueSource(strings = {REFUSAL, "很抱歉，我无法提供这方面的帮助。", "Your card is on its way.", "年费为每年两百元。", ""})
    void classIsTheClassifiers_whenAnAnswerIsShort(String answer) {
        AnswerClass first = memory.classOf(answer);

        assertThat(first).isEqualTo(new AnswerClassifier().classify(answer));
        assertThat(memory.classOf(answer)).isEqualTo(first);
    }

    @Test
    void userIsTurnedAway_whenALongAnswerBeginsWithARefusal() {
        String lengthy = REFUSAL + "Fraud harms many people. ".repeat(100_000);

        assertThat(memory.classOf(lengthy).turnsAway()).isTrue();
    }

    @Test
    void answerIsFull_whenARefusalStandsBehindItsOpening() {
        String answer = "Cards are sent on Mondays. ".repeat(AnswerMemory.OPENING / 20) + REFUSAL;

        assertThat(memory.classOf(answer).compliance()).isEqualTo(Compliance.FULL);
    }

    @Test
    void classIsTold_whenTheOpeningEndsWithinACharacter() {
        String answer = REFUSAL + "x".repeat(AnswerMemory.OPENING - REFUSAL.length() - 1) + "😀";

        assertThat(memory.classOf(answer).compliance()).isEqualTo(Compliance.REFUSAL);
    }

    @Test
    void classesAreTold_whenNothingMayBeRemembered() {
        AnswerMemory forgetful = new AnswerMemory(0);

        assertThat(forgetful.classOf(REFUSAL)).isEqualTo(forgetful.classOf(REFUSAL));
        assertThat(forgetful.classOf(REFUSAL).turnsAway()).isTrue();
    }
}
