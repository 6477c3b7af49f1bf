package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fulcrum.model.ExternalFindings;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Problem;
import dev.fulcrum.model.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExampleDetectorTest {
    private static final String KIND = "topic.stocks";

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** Two sentences are alike as far as they share letters. */
    private float[] letters(String sentence) {
        asked.add(sentence);
        float[] counts = new float[128];
        sentence.toLowerCase(Locale.ROOT).chars().filter(Character::isLetter).forEach(it -> counts[it % 128]++);
        return counts;
    }

    private static Lexicon lexicon(String... examples) {
        return new Lexicon(List.of(new Lexicon.Entry(
                KIND,
                1,
                List.of(),
                List.of(),
                new Lexicon.Examples(List.of(examples), 0.9),
                "lexicon/topics.yaml",
                7)));
    }

    private static Inspections inspections(Supplier<Optional<SentenceModel>> model) {
        return new Inspections(0, List.of(), List.of(), model);
    }

    private Inspection looking(String... examples) {
        return inspections(() -> Optional.of(this::letters)).create(lexicon(examples), Set.of(KIND));
    }

    private static ExternalFindings inspect(Inspection inspection, Part... parts) {
        return inspection
                .inspectExternally(List.of(parts))
                .toCompletableFuture()
                .join();
    }

    @Test
    void sentenceIsFoundWithItsPlace_whenItIsLikeAnExample() {
        Part part = Looking.part("Good morning! Buy which stock should I? Thanks.");

        ExternalFindings seen = inspect(looking("Which stock should I buy?", "zzz"), part);

        assertThat(seen.failures()).isEmpty();
        assertThat(seen.findings()).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(KIND);
            assertThat(it.score()).isGreaterThan(0.99);
            assertThat(it.spans()).containsExactly(new Span(14, 39));
        });
    }

    @Test
    void nothingIsFoundAtOnce_becauseItTakesTime() {
        Inspection inspection = looking("Which stock should I buy?");

        assertThat(inspection.asksOutside()).isTrue();
        assertThat(inspection.inspect(List.of(Looking.part("Which stock should I buy?"))))
                .isEmpty();
    }

    @Test
    void examplesAreFoundAtLeisure_soThatCasesProveThem() {
        Inspection inspection = looking("Which stock should I buy?");

        assertThat(inspection.inspectAtLeisure(
                        List.of(Looking.part("which stock should I buy"), Looking.part("hello"))))
                .extracting(Finding::kind)
                .containsExactly(KIND);
    }

    @Test
    void oneFindingIsLeft_whenPhrasesFindTheKindToo() {
        Lexicon.Entry entry = new Lexicon.Entry(
                KIND,
                0.8,
                List.of("stock", "fund"),
                List.of(),
                new Lexicon.Examples(List.of("Which stock should I buy?"), 0.9),
                "lexicon/topics.yaml",
                7);
        Inspection inspection =
                inspections(() -> Optional.of(this::letters)).create(new Lexicon(List.of(entry)), Set.of(KIND));

        assertThat(inspection.inspectAtLeisure(List.of(Looking.part("A fund. Which stock should I buy?"))))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.score()).isGreaterThan(0.99);
                    assertThat(it.count()).isEqualTo(2);
                    assertThat(it.spans()).containsExactly(new Span(2, 6), new Span(8, 33));
                });
    }

    @Test
    void modelIsAskedOnce_whenASentenceComesBack() {
        Inspection inspection = looking("zzz");

        inspect(inspection, Looking.part("Hello there. Hello there. 123."));
        inspect(inspection, Looking.part("Hello there."));

        assertThat(asked).containsExactly("zzz", "Hello there.");
    }

    @Test
    void newestPartsAreRead_whenThereAreMoreSentencesThanTime() {
        Inspection inspection = looking("zzz");

        inspect(
                inspection,
                Looking.part("old question."),
                Looking.part("hello there. ".repeat(ExampleDetector.MOST_SENTENCES)));

        assertThat(asked).doesNotContain("old question.").contains("hello there.");
    }

    @Test
    void failureIsTold_whenTheModelBreaks() {
        Inspection inspection = inspections(() -> Optional.of(sentence -> {
                    if (sentence.equals("zzz")) {
                        return new float[] {1};
                    }
                    throw new IllegalStateException("broken");
                }))
                .create(lexicon("zzz"), Set.of(KIND));

        assertThat(inspect(inspection, Looking.part("hello")).failures())
                .containsExactly(new ExternalFindings.Failure("examples", Set.of(KIND), "IllegalStateException", true));
    }

    @Test
    void wholeTextIsNeeded_whenExamplesFindAKind() {
        assertThat(inspections(Optional::empty).needWhole(lexicon("zzz"), Set.of(KIND)))
                .containsExactly(KIND);
    }

    @Test
    void problemNamesFileAndLine_whenARuleNeedsTheModelAndItIsNotThere() {
        Inspections inspections = inspections(Optional::empty);

        assertThat(inspections.problems(lexicon("zzz"), Set.of(KIND)))
                .singleElement()
                .extracting(Problem::toString)
                .asString()
                .startsWith("lexicon/topics.yaml:7: ")
                .contains("kind topic.stocks is found by example sentences, which needs the semantic jar")
                .contains("build with -Psemantic");
        assertThat(inspections.problems(lexicon("zzz"), Set.of())).isEmpty();
        assertThatThrownBy(() -> inspections.create(lexicon("zzz"), Set.of(KIND)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void meaningIsFound_whenTheModelIsOnTheClassPath() {
        assumeThat(SentenceModel.onClassPath())
                .as("the semantic jar, which -Psemantic brings")
                .isPresent();
        Lexicon.Entry entry = new Lexicon.Entry(
                KIND,
                1,
                List.of(),
                List.of(),
                new Lexicon.Examples(List.of("我应该买哪只股票？"), 0.6),
                "lexicon/topics.yaml",
                7);
        Inspection inspection = new Inspections(0).create(new Lexicon(List.of(entry)), Set.of(KIND));

        assertThat(inspect(inspection, Looking.part("你好。你觉得现在买哪个股票好？谢谢。")).findings())
                .singleElement()
                .satisfies(it -> assertThat(it.spans()).containsExactly(new Span(3, 15)));
        assertThat(inspect(inspection, Looking.part("我的卡丢了怎么办？今天天气怎么样？")).findings())
                .isEmpty();
    }
}
