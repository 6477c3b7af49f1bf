package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped rules settle in prose whose sentences end in full stops. */
class FullStopTest {
    private final Inspection shipped = ShippedLexicon.inspection();

    @Test
    void everySentenceIsSettled_whenTheNextHasBegun() {
        List<String> sentences = List.of(
                "You can change the delivery address in the app.",
                " Version 10.2.0 shows it under Cards, next to your limit.",
                " A transfer of 10,000.00 costs 4.5 percent.",
                " The form is at www.bank.example, as it always was.",
                " It arrives within a week.");
        Inspection.Growing growing = shipped.growing();
        String text = "";
        for (String sentence : sentences) {
            int ended = text.length();
            text += sentence;

            assertThat(growing.look(part(text.substring(0, ended + 2)), false).position())
                    .isEqualTo(ended);
            assertThat(growing.look(part(text), false).position()).isEqualTo(ended);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "As I said, a card is a key.",
                "Ask for plan A or plan B and/or a [form] {here}.",
                "An e-mail costs a cent, a call 2.",
                "Vitamin A. Part I, § 3 (a) of it."
            })
    void sentenceIsSettled_whenSingleLettersSlashesOrBracketsStandInIt(String sentence) {
        String text = sentence + " Then comes the next one";

        assertThat(shipped.growing().look(part(text), false).position()).isEqualTo(sentence.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"The server is 10.", "The wiki is at ops.", "It is card.", "We promise a 4.", "The rate is 4."})
    void nothingBehindTheLastSentenceIsSettled_whenAFullStopMayGoOnInAMatch(String begun) {
        String before = "Here it is. ";

        assertThat(shipped.growing().look(part(before + begun), false).position())
                .isEqualTo(before.length() - 1);
    }

    @Test
    void sentenceIsSettled_whenAPatternOnlyLooksBackAtTheFullStop() {
        Inspection acts = ShippedLexicon.inspection("claim.act-done");

        assertThat(acts.growing().look(part("It is done. Your card"), false).position())
                .isEqualTo("It is done".length());
        assertThat(acts.inspect(List.of(part("It is done. Your card has been frozen."))))
                .extracting("kind")
                .contains("claim.act-done");
    }

    private static Part part(String text) {
        return new Part(Part.CHOICE, "assistant", 0, true, text);
    }
}
