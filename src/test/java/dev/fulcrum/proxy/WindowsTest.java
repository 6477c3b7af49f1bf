package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.surface.AnswerReader;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final int WINDOW = 240;
    private static final String SENTENCE = "Your " + "card ".repeat(28) + "comes.";

    private final StringBuilder text = new StringBuilder();
    private final Windows windows = new Windows(WINDOW);
    private int looks;
    private int settled;

    /** A reader of one part. */
    private final AnswerReader reader = (AnswerReader) Proxy.newProxyInstance(
            AnswerReader.class.getClassLoader(), new Class<?>[] {AnswerReader.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("characters")) {
                    return text.length();
                }
                String anyOf = (String) arguments[0];
                return text.substring(Math.max(0, text.length() - (int) arguments[1]))
                        .chars()
                        .anyMatch(unit -> anyOf.indexOf(unit) >= 0);
            });

    /** Lets words come as models send them, each with the blank before it; a full stop settles what it ends once the blank has come. */
    private void say(String words) {
        for (String word : words.split("(?= )", -1)) {
            text.append(word);
            if (windows.due(reader)) {
                looks++;
                settled = text.lastIndexOf(". ") + 1;
                windows.looked(reader, settled);
            }
        }
    }

    @Test
    void firstSentenceIsSettledWithinAWindow_whenTwoAreLongerThanIt() {
        say(SENTENCE);
        assertThat(settled).as("its end may be the middle of a number").isZero();

        say(" The next one begins");

        assertThat(settled).isEqualTo(SENTENCE.length());
        assertThat(text.length()).isLessThan(WINDOW);
    }

    @Test
    void looksAreFew_whenEverySentenceIsOpenAtItsEnd() {
        say((SENTENCE + " ").repeat(20).strip());

        assertThat(looks).isLessThanOrEqualTo(41);
    }

    @Test
    void looksBecomeRarer_whenNothingGetsSettled() {
        say("endless ".repeat(2000).strip());

        assertThat(settled).isZero();
        assertThat(looks).isLessThan(20);
    }
}
