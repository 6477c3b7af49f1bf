package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void latinSentencesAreSplit_atTheirEnds() {
        assertThat(split("It works! Does it? It does.")).containsExactly("it works!", "does it?", "it does.");
    }

    @Test
    void hanSentencesAreSplit_withoutBlanks() {
        assertThat(split("好的。真的吗？是的！谢谢；再见")).containsExactly("好的。", "真的吗?", "是的!", "谢谢;", "再见");
    }

    @Test
    void sentenceGoesOn_behindNumbersInitialsAndTitles() {
        assertThat(split("Dr. Lee paid 3.50 to J. R. Smith in v2.1 of it."))
                .containsExactly("dr. lee paid 3.50 to j. r. smith in v2.1 of it.");
    }

    @Test
    void closingQuoteBelongsToTheSentence_whenItEndsInside() {
        assertThat(split("\"Stop.\" She ran.")).containsExactly("\"stop.\"", "she ran.");
    }

    @Test
    void linesAreSentences_whenNoStopEndsThem() {
        assertThat(split("First line\nsecond line\n第三行\n第四行"))
                .containsExactly("first line", "second line", "第三行", "第四行");
    }

    @Test
    void itemsAreTold_fromTheSentencesAround() {
        List<Sentence> sentences =
                Sentences.of(FoldedText.of("Do this:\n1. Boil water. Wait.\n- Serve it.\n就是这样\n2、上菜\nDone."));

        assertThat(sentences).extracting(Sentence::item).containsExactly(false, true, true, true, false, true, false);
    }

    @Test
    void nothingIsFound_inNothing() {
        assertThat(split(" \n ")).isEmpty();
    }

    private static List<String> split(String text) {
        FoldedText folded = FoldedText.of(text);
        return Sentences.of(folded).stream()
                .map(sentence ->
                        folded.subSequence(sentence.start(), sentence.end()).toString())
                .toList();
    }
}
