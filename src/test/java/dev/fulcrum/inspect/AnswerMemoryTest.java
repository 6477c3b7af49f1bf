package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.AnswerClass;
import dev.fulcrum.model.AnswerClass.Compliance;
import dev.fulcrum.model.AnswerOpening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I'm sorry, but I can't help with that. | REFUSES",
                "很抱歉，我无法提供这方面的帮助。 | REFUSES",
                "Your card is on its way. | ANSWERS",
                "年费为每年两百元。 | ANSWERS",
                "建议您咨询律师。您还有其他问题吗？ | EVADES",
            })
    void openingTellsWhatAnAnswerDoes(String answer, AnswerOpening opening) {
        assertThat(memory.openingOf(answer, true)).isEqualTo(opening);
        assertThat(memory.openingOf(answer, true)).as("asked again").isEqualTo(opening);
        assertThat(memory.openingOf(answer, false)).isEqualTo(AnswerOpening.OPEN);
    }

    @Test
    void answerIsCertain_whenThreeSentencesAnswer() {
        String answer = "Our branches open at nine. They close at five. On Saturdays they are closed. Shall";

        assertThat(memory.openingOf(answer, false)).isEqualTo(AnswerOpening.ANSWERS);
    }

    /** What is told of a beginning is told of the whole, wherever the beginning ends. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Our branches open at nine. They close at five. On Saturdays they are closed. I cannot help with more.",
                "I understand. However, I cannot help with that. Our branches open at nine. They close at five. Bye.",
                "网点九点开门。五点关门。周六休息。很抱歉，其他问题我无法回答。请咨询专业人士。",
                "That is a harmful question. Here is what you need: 1. Open the app. 2. Tap the card. 3. Tap freeze.",
                "Dr. Wang opens at 9 a.m. e.g. on Monday. He closes at 5 p.m. He is away on Friday. I can't say more.",
            })
    void beginningsTellWhatTheWholeTells(String answer) {
        AnswerOpening whole = memory.openingOf(answer, true);

        for (int end = 0; end <= answer.length(); end++) {
            assertThat(memory.openingOf(answer.substring(0, end), false)).isIn(whole, AnswerOpening.OPEN);
        }
    }
}
