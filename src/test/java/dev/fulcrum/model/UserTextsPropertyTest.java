package dev.fulcrum.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UserTextsPropertyTest {
    private static final String[] CHARACTERS = {
        "a", "A", "e", " ", "?", "$", "中", "，", "Ａ", "é", "e\u0301", "\u0301", "ς", "Σ", "ﬁ", "가", "\u1161", "😀",
        "\ud83d"
    };

    @Property(seed = "20261125")
    void repetitionsAreThoseOfWholeTexts_whenTextsBeginAlike(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            String common = random.nextBoolean() ? "the same beginning of it" : "";
            texts.add(common + text(random, random.nextBoolean() ? 2 : 30));
        }

        Set<String> seen = new HashSet<>();
        long repeated = texts.stream()
                .map(UserTexts::plain)
                .filter(plain -> !plain.isEmpty() && !seen.add(plain))
                .count();
        assertThat(new UserTexts(texts).repeatedQuestions()).isEqualTo((int) repeated);
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    @Test
    void languageIsChinese_whenAnyHanCharacterStandsAlone() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (UnicodeScript.of(point) == UnicodeScript.HAN && Character.isLetter(point)) {
                assertThat(new UserTexts(List.of(Character.toString(point))).language())
                        .as("U+%x", point)
                        .isEqualTo("zh");
            }
        }
    }
}
