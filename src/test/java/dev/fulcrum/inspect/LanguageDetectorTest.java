package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {
    private static final Looking ALL = Looking.forKinds(LanguageDetector.KINDS.toArray(new String[0]));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "When does the branch open? | language.en",
                "My account is locked, can you help me? | language.en",
                "我的卡丢了，怎么办？ | language.zh",
                "请帮我看看 iPhone 15 Pro Max 能不能用 Apple Pay | language.zh",
                "我想問一下開戶的手續 | language.zh",
                "口座の残高を教えてください | language.other",
                "계좌를 열고 싶어요 | language.other",
                "Когда откроется отделение? | language.other",
                "¿Cuál es el horario de la oficina? | language.other",
                "Wann macht die Filiale auf und wie lange ist sie offen? | language.other",
                "Où est la banque et quand est-ce que je peux venir ? | language.other",
                "متى يفتح البنك؟ | language.other",
            })
    void languageIsSeen_whenTheTextIsLongEnough(String text, String kind) {
        assertThat(ALL.at(text)).extracting(Finding::kind).containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "OK", "Fulcrum Vert.x Drools", "...", "A1"})
    void noLanguageIsSeen_whenNobodyCouldTell(String text) {
        assertThat(ALL.at(text)).isEmpty();
    }

    @Test
    void codeIsLeftOut_whenItStandsBetweenFences() {
        String code = "```\nif the value is not in the list then return it to the caller of this\n```";

        assertThat(ALL.at("这段代码\n" + code + "\n是什么意思？"))
                .extracting(Finding::kind)
                .containsExactly("language.zh");
    }

    @Test
    void languageOfMostWordsIsSeen_whenTwoAreMixed() {
        Finding finding =
                ALL.at("Please translate this for me, it is about a bank: 你好").get(0);

        assertThat(finding.kind()).isEqualTo("language.en");
        assertThat(finding.score()).isBetween(0.8, 0.99);
    }
}
