package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternDetectorTest {

    @Test
    void everyMatchIsFound_whenNoTriggerIsNamed() {
        Looking looking = looking("ORD-[0-9]{4}");

        assertThat(looking.cutOut("订单 ORD-1234 和🙂ORD-5678")).containsExactly("ORD-1234", "ORD-5678");
    }

    @Test
    void patternIsTried_whenATriggerStandsInTheText() {
        Looking looking = looking("[0-9]{6}", "verification code", "验证码");

        assertThat(looking.cutOut("your Verification  Code is 123456")).containsExactly("123456");
        assertThat(looking.cutOut("验 证 码：654321")).containsExactly("654321");
    }

    @Test
    void patternIsNotTried_whenNoTriggerStandsInTheText() {
        Looking looking = looking("[0-9]{6}", "code");

        assertThat(looking.at("the number 123456")).isEmpty();
        assertThat(looking.at("encoder 123456")).isEmpty();
    }

    @Test
    void patternIsNotTried_whenItsTriggerIsPartedByALineThatNoMatchReachesBeyond() {
        Looking looking = looking("[0-9]{6}", "verification code");

        assertThat(looking.at("123456 verification\ncode 654321")).isEmpty();
        assertThat(looking("[0-9\\s]{6,}", "verification code").at("123456 verification\ncode 654321"))
                .hasSize(1);
    }

    @Test
    void matchAtTheEndOfASentenceIsFound_whenItHoldsTheFullStop() {
        Looking looking = looking("(?i)\\betc\\.|\\b[0-9]+(\\.[0-9]+)*\\.?|\\.\\B");

        assertThat(looking.cutOut("Mail, etc. Pay 4.5. Then 6 etc.")).containsExactly("etc.", "4.5.", "6", "etc.");
    }

    @Test
    void caseMatters_unlessTheAuthorSaysOtherwise() {
        assertThat(looking("guarantee").at("GUARANTEE")).isEmpty();
        assertThat(looking("(?i)guarantee").at("GUARANTEE")).hasSize(1);
    }

    @Test
    void emptyMatchesAreNoFindings_whenTheContextAllowsThem() {
        assertThat(looking("\\b(x*)").at("abc")).isEmpty();
        assertThat(looking("\\b(x*)").cutOut("abc xx")).containsExactly("xx");
    }

    @Test
    void patternAndPhraseMakeOneFinding_whenTheyShareAKind() {
        Looking looking = Looking.forEntries(new Lexicon.Entry(
                "topic.refund",
                0.7,
                List.of("full refund"),
                List.of(new Lexicon.Pattern("refund of [0-9]+", List.of()), new Lexicon.Pattern("full.*", List.of())),
                "w.yaml",
                1));

        assertThat(looking.at("a full refund, or a refund of 20"))
                .singleElement()
                .extracting(Finding::spans)
                .isEqualTo(List.of(new Span(2, 32)));
    }

    @Test
    void kindAddsToTheBuiltInOne_whenTheNamesAreTheSame() {
        Looking looking = Looking.forEntries(new Lexicon.Entry(
                "secret.api-key", 1, List.of(), List.of(new Lexicon.Pattern("ACME-[0-9]{4}", List.of())), "w.yaml", 1));

        assertThat(looking.cutOut("ACME-1234 and AKIAIOSFODNN7EXAMPLE"))
                .containsExactly("ACME-1234", "AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void matchCounts_onlyNearAPhraseThatItWaitsFor() {
        Looking looking = looking("[0-9]{6}", "code");
        String far = " and so on".repeat(9);

        assertThat(looking.cutOut("code" + far + " 123456")).isEmpty();
        assertThat(looking.cutOut("111111 is the code" + far + " 222222")).containsExactly("111111");
    }

    @Test
    void patternWaitsForBoth_whenItHasPhrasesOfTwoSorts() {
        Looking looking = looking(new Lexicon.Pattern("[0-9]{6}", List.of("code"), List.of("yours", "mine")));

        assertThat(looking.at("the code 123456")).isEmpty();
        assertThat(looking.at("mine is 123456")).isEmpty();
        assertThat(looking.at("The code is mine. It is 123456")).isEmpty();
        assertThat(looking.cutOut("the code 123456 is yours")).containsExactly("123456");
    }

    @Test
    void patternIsRefused_whenItsSecondPhrasesStandAloneOrCannotBeSeen() {
        Lexicon.Pattern alone = new Lexicon.Pattern("[0-9]{6}", List.of(), List.of("code"));
        Lexicon.Pattern blank = new Lexicon.Pattern("[0-9]{6}", List.of("code"), List.of("\u200B"));

        assertThatThrownBy(() -> looking(alone)).hasMessageContaining("`with` phrases and no `when`");
        assertThatThrownBy(() -> looking(blank))
                .hasMessageContaining("`with` word")
                .hasMessageContaining("no visible");
    }

    private static Looking looking(Lexicon.Pattern pattern) {
        return Looking.forEntries(new Lexicon.Entry("topic", 1, List.of(), List.of(pattern), "w.yaml", 1));
    }

    private static Looking looking(String expression, String... when) {
        return looking(new Lexicon.Pattern(expression, List.of(when)));
    }
}
