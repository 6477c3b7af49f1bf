package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Span;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseDetectorTest {
    private static final Looking REFUNDS =
            Looking.forPhrases("topic.refund", "refund", "money back", "退款", "AI模型", "C++");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refund",
                "I want a Refund!",
                "REFUND.",
                "ｒｅｆｕｎｄ",
                "re\u200Bfund",
                "re\u00ADfund",
                "my money\n  back",
                "𝐫𝐞𝐟𝐮𝐧𝐝",
                "我要退款",
                "退 款",
                "退　款",
                "退\n款",
                "退\u200B款",
                "请refund给我",
                "snake_refund",
                "r e f u n d",
                "(refund)",
                "AI 模型",
                "learn c++ now"
            })
    void phraseIsFound_howeverItIsWritten(String text) {
        assertThat(REFUNDS.at(text)).extracting(Finding::kind).containsExactly("topic.refund");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refunds", "prefund", "refund2", "2refund", "réfundé refundé", "退了款", "moneyback", "xC++"})
    void phraseIsNotFound_whenCutOutOfAnotherWord(String text) {
        assertThat(REFUNDS.at(text)).isEmpty();
    }

    @Test
    void shortWordIsNotFound_whenALongerOneContainsIt() {
        Looking insults = Looking.forPhrases("offence", "ass");

        assertThat(insults.at("The class passes the assessment")).isEmpty();
        assertThat(insults.cutOut("you ass.")).containsExactly("ass");
    }

    @Test
    void spansCoverTheOriginal_whenThePhraseWasSplit() {
        String text = "🙂 我要退 \u200B款, ＲＥＦＵＮＤ now";

        assertThat(REFUNDS.cutOut(text)).containsExactly("退 \u200B款", "ＲＥＦＵＮＤ");
    }

    @Test
    void hitsBecomeOne_whenTheyOverlap() {
        Looking looking = Looking.forPhrases("topic", "退款申请", "申请表", "退款");

        List<Finding> findings = looking.at("交退款申请表，再退款");

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.spans()).containsExactly(new Span(1, 6), new Span(8, 10));
            assertThat(finding.count()).isEqualTo(2);
        });
    }

    @Test
    void eachKindIsFound_whenTheySharePhrases() {
        Looking looking = Looking.forEntries(
                new Lexicon.Entry("b", 0.4, List.of("loan"), List.of(), "w.yaml", 1),
                new Lexicon.Entry("a", 0.6, List.of("Loan"), List.of(), "w.yaml", 2),
                new Lexicon.Entry("b", 0.9, List.of("credit"), List.of(), "w.yaml", 3));

        assertThat(looking.at("a loan"))
                .extracting(Finding::kind, Finding::score)
                .containsExactly(tuple("a", 0.6), tuple("b", 0.4));
        assertThat(looking.at("credit, loan"))
                .filteredOn(finding -> finding.kind().equals("b"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.score()).isEqualTo(0.9);
                    assertThat(finding.count()).isEqualTo(2);
                });
    }

    @Property(seed = "20261123")
    void cuttingASpanOutGivesThePhrase_whateverSurroundsIt(@ForAll("texts") String text) {
        List<String> phrases = List.of("refund", "退款", "money back");

        for (String cut :
                Looking.forPhrases("topic", phrases.toArray(String[]::new)).cutOut(text)) {
            assertThat(phrases).anyMatch(phrase -> letters(Automaton.fold(cut)).equals(letters(phrase)));
        }
    }

    /** Signs between letters belong to the span and not to the phrase. */
    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}]", "");
    }

    @Property(seed = "20261123")
    void phraseIsFoundWhereItWasPut_whateverSurroundsIt(@ForAll("texts") String before, @ForAll("texts") String after) {
        String text = before + "。退\u200B款。" + after;

        assertThat(REFUNDS.at(text)).singleElement().satisfies(finding -> assertThat(finding.spans())
                .contains(new Span(before.length() + 1, before.length() + 4)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "refund", "ＲＥfund", "退", "款", "退款", " ", "\n", "　", "\u200B", "money", "back", "🙂", "x", ".",
                        "\uD83D", "é", "7", "\u00AD")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.api.Assertions.tuple(values);
    }
}
