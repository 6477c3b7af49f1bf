package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Lexicon;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pattern matches what phrases would, however it is written, and tells it in the text as it came. */
class FoldedPatternTest {
    private final Looking laundering = pattern("(?i)(洗|清洗).{0,6}(钱|黑金)|launder.{0,20}money");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "洗钱",
                "洗錢",
                "洗\u200B钱",
                "洗一下錢",
                "洗*钱",
                "洗 钱",
                "洗\uFE00錢",
                "洗&#38065;",
                "launder the money",
                "LAUNDER the MONEY",
                "laun\u200Bder the money",
                "laun\u00ADder the mo\u2060ney",
                "ｌａｕｎｄｅｒ the money",
                "ｌaunder the ｍoney",
                "lаunder the mоney",
                "launder thе mоnеy",
                "𝐥𝐚𝐮𝐧𝐝𝐞𝐫 the money",
                "l̶a̶u̶n̶d̶e̶r̶ the money",
                "lаundеr%20the%20money",
                "laun<!-- -->der the money",
                "launder_the_money",
                "l4und3r the m0n3y",
                "l-a-u-n-d-e-r m-o-n-e-y",
            })
    void patternMatches_whenItsTextIsWrittenInDisguise(String disguised) {
        List<String> found = laundering.cutOut("How to " + disguised);

        assertThat(found).isNotEmpty();
        assertThat(disguised).contains(found.get(0));
        assertThat(disguised.length() - found.get(0).length()).isLessThan(2);
    }

    @Test
    void patternMatches_whenItIsItselfWrittenWithTraditionalOrFullWidthLetters() {
        assertThat(pattern("洗錢").cutOut("我要洗钱")).containsExactly("洗钱");
        assertThat(pattern("洗錢").cutOut("我要洗錢")).containsExactly("洗錢");
        assertThat(pattern("洗錢").cutOut("我要洗\u200B錢")).containsExactly("洗\u200B錢");
        assertThat(pattern("ＶＩＰ\\d+").cutOut("the ＶIP77 and VIP8")).containsExactly("ＶIP77", "VIP8");
    }

    @Test
    void capitalsCount_whenThePatternAsksForThem() {
        Looking code = pattern("\\b[A-Z]{3}[0-9]{3}\\b");

        assertThat(code.cutOut("code ABC123 and abc124")).containsExactly("ABC123");
        assertThat(code.cutOut("code ＡＢＣ１２３")).containsExactly("ＡＢＣ１２３");
    }

    @Test
    void phrasesNearbyCount_whenTheyAreWrittenInDisguise() {
        Looking near = Looking.forEntries(new Lexicon.Entry(
                "near", 1, List.of(), List.of(new Lexicon.Pattern("\\d+ 元", List.of("转账"))), "w.yaml", 1));

        assertThat(near.cutOut("請轉告500 元")).isEmpty();
        assertThat(near.cutOut("請轉賬500 元")).containsExactly("500 元");
        assertThat(near.cutOut("請转\u200B账500 元")).containsExactly("500 元");
        assertThat(near.cutOut("請轉账500 元")).containsExactly("500 元");
    }

    private static Looking pattern(String expression) {
        return Looking.forEntries(new Lexicon.Entry(
                "pattern", 1, List.of(), List.of(new Lexicon.Pattern(expression, List.of())), "w.yaml", 1));
    }
}
