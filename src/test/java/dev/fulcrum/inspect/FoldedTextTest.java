package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Hello World|hello world",
                "a \t  b|a b",
                "ＲＥＦＵＮＤ　１２３|refund 123",
                "re\u200Bfu\u00ADnd\uFEFF|refund",
                "退 款|退款",
                "我要　退款 now please|我要退款now please",
                "ﬁnance|finance",
                "𝐑𝐞𝐟𝐮𝐧𝐝|refund",
                "Straße STRASSE|strasse strasse",
                "ΟΔΟΣ οδος|οδοσ οδοσ",
                "don’t “do”|don't \"do\"",
                "138–0013—8000|138-0013-8000",
                "⽀付|支付",
                "а|а",
                "🙂退\u200D款👍|🙂退款👍",
            })
    void differencesDisappear_whenReadersDoNotNoticeThem(String text, String folded) {
        assertThat(FoldedText.of(text)).hasToString(folded);
    }

    @Test
    void lineBreaksAreBlanks_whenFolded() {
        assertThat(FoldedText.of("a \r\n\n b")).hasToString("a b");
        assertThat(FoldedText.of("退 \n 款")).hasToString("退款");
    }

    @Test
    void lookAlikesOfOtherScriptsStay_whenFolded() {
        assertThat(FoldedText.of("\u0430pple")).hasToString("\u0430pple");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200B", "\uD83D", "\uDE42\uD83D", "a\uD83D", "\uD83D退"})
    void nothingBreaks_whenTheTextIsEmptyOrHasLoneSurrogates(String text) {
        FoldedText folded = FoldedText.of(text);

        for (int i = 0; i < folded.length(); i++) {
            assertThat(folded.originalStart(i)).isBetween(0, text.length() - 1);
            assertThat(folded.originalEnd(i + 1)).isBetween(1, text.length());
        }
    }

    @Test
    void digitsAreCounted_whenTheyAreFullWidthToo() {
        assertThat(FoldedText.of("卡号 １２ 34").digits()).isEqualTo(4);
        assertThat(FoldedText.of("1 2  3").digits()).isEqualTo(3);
    }

    @Test
    void lineBreakIsKnown_whenItWasFoldedToABlank() {
        FoldedText folded = FoldedText.of("a \n b c");

        assertThat(folded.breaksLine(1)).isTrue();
        assertThat(folded.breaksLine(3)).isFalse();
    }

    @Test
    void foldingAgainChangesNothing_whateverTheCharacterAndItsNeighbours() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String alone = Character.toString(codePoint);
            for (String text : List.of(alone, "龟" + alone + "款", "a" + alone + "b", "a " + alone + " b")) {
                String once = FoldedText.of(text).toString().strip();
                String twice = FoldedText.of(once).toString().strip();
                if (!twice.equals(once)) {
                    assertThat(twice).as("U+%04X in \"%s\"", codePoint, text).isEqualTo(once);
                }
            }
        }
    }

    @Property(seed = "20261123")
    void everyIndexLeadsBack_whateverTheText(@ForAll("texts") String text) {
        FoldedText folded = FoldedText.of(text);

        int before = 0;
        for (int i = 0; i < folded.length(); i++) {
            int start = folded.originalStart(i);
            int end = folded.originalEnd(i + 1);
            assertThat(start).isBetween(before, text.length() - 1);
            assertThat(end).isBetween(start + 1, text.length());
            if (folded.charAt(i) != ' ' && !Character.isSurrogate(folded.charAt(i))) {
                assertThat(FoldedText.of(text.substring(start, end)).toString()).contains("" + folded.charAt(i));
            }
            before = start;
        }
    }

    @Property(seed = "20261123")
    void foldingAgainChangesNothing_whateverTheText(@ForAll("texts") String text) {
        String once = FoldedText.of(text).toString().strip();

        assertThat(FoldedText.of(once).toString().strip()).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> telling = Arbitraries.of(
                "a", "B", "1", "Ａ", "９", " ", "  ", "\n", "　", "\u200B", "\u00AD", "退", "款", "。", "，", "🙂", "𝐑", "𠀀",
                "ﬁ", "ß", "é", "\uD83D", "\uDE00", "’", "℡", "ｶ", "\u0007");
        return Arbitraries.oneOf(
                telling.list().ofMaxSize(40).map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMaxLength(40));
    }
}
