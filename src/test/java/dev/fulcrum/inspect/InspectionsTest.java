package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Problem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InspectionsTest {
    private final Inspections inspections = new Inspections(1 << 20);

    @Test
    void nothingIsFound_whenNoKindIsAskedFor() {
        Inspection inspection = inspections.create(lexicon(entry("topic", "loan")), Set.of());

        assertThat(inspection.inspect(List.of(Looking.part("a loan, a@b.com, 4111111111111111"))))
                .isEmpty();
    }

    @Test
    void onlyKindsAskedForAreFound_whenTheTextHasMore() {
        Inspection inspection = inspections.create(
                lexicon(entry("a", "loan"), entry("b", "credit")), Set.of("b", "pii.email", "unknown"));

        assertThat(inspection.inspect(List.of(Looking.part("loan, credit, a@b.com, password: hunter2"))))
                .extracting(Finding::kind)
                .containsExactly("b", "pii.email");
    }

    @Test
    void onlyWhatIsLeftIsFound_whenAnInspectionIsNarrowed() {
        Part part =
                Looking.part("loan, credit, a@b.com, +14155550123, password: hunter2, and much more text behind it");
        Inspection wide = inspections.create(
                lexicon(entry("a", "loan"), entry("b", "credit")), Set.of("a", "b", "pii.email", "secret.password"));
        wide.inspect(List.of(part));

        Inspection narrow = wide.narrowed(Set.of("b", "pii.email", "pii.phone"));

        assertThat(narrow.inspect(List.of(part))).extracting(Finding::kind).containsExactly("b", "pii.email");
        assertThat(narrow.growing().look(part, true).findings())
                .extracting(Finding::kind)
                .containsExactly("b", "pii.email");
        assertThat(wide.inspect(List.of(part))).hasSize(4);
    }

    @Test
    void whatCannotBeReadIsOneFindingForEachSort_whenAMessageHasSeveral() {
        Part image = Part.unreadable(Part.IMAGE, "user", 3, true);
        Part tokens = Part.unreadable(Part.TOKENS, "user", 3, true);
        List<Part> parts = List.of(image, Looking.part("a loan"), image, tokens);

        assertThat(inspections.create(lexicon(), Set.of("content.unreadable")).inspect(parts))
                .containsExactly(
                        new Finding("content.unreadable", image, 1, 2, List.of()),
                        new Finding("content.unreadable", tokens, 1, 1, List.of()));
        assertThat(inspections
                        .create(lexicon(entry("a", "loan")), Set.of("a", "content.unreadable"))
                        .narrowed(Set.of("a"))
                        .inspect(parts))
                .extracting(Finding::kind)
                .containsExactly("a");
    }

    @Test
    void whatCannotBeReadIsCertainAtOnce_whenItGrows() {
        Part image = Part.unreadable(Part.IMAGE, "assistant", 0, true);
        Inspection inspection = inspections.create(lexicon(), Set.of("content.unreadable"));

        assertThat(inspection.growing().look(image, false).findings())
                .containsExactly(new Finding("content.unreadable", image, 1, 1, List.of()));
    }

    @Test
    void findingsFollowTheParts_whenSeveralHaveSome() {
        Inspection inspection = inspections.create(lexicon(entry("b", "loan"), entry("a", "credit")), Set.of("a", "b"));
        Part first = new Part(Part.MESSAGE, "user", 0, false, "loan or credit");
        Part empty = new Part(Part.MESSAGE, "user", 1, false, "");
        Part last = new Part(Part.CHOICE, "assistant", 0, true, "credit");

        List<Finding> findings = inspection.inspect(List.of(first, empty, last));

        assertThat(findings).extracting(Finding::kind).containsExactly("a", "b", "a");
        assertThat(findings).extracting(Finding::part).containsExactly(first, first, last);
    }

    @Test
    void sameFindingsComeBack_whenTheTextWasSeenInAnotherPart() {
        Inspection inspection = inspections.create(lexicon(entry("topic", "loan")), Set.of("topic"));
        Part asked = new Part(Part.MESSAGE, "user", 0, true, "a loan");
        Part repeated = new Part(Part.MESSAGE, "user", 4, false, "a loan");

        Finding before = inspection.inspect(List.of(asked)).get(0);
        Finding after = inspection.inspect(List.of(repeated)).get(0);

        assertThat(after.part()).isEqualTo(repeated);
        assertThat(after.spans()).isEqualTo(before.spans());
    }

    @Test
    void bundlesDoNotMix_whenTheyShareTheMemory() {
        Inspection old = inspections.create(lexicon(entry("topic", "loan")), Set.of("topic"));
        Inspection renewed = inspections.create(lexicon(entry("topic", "credit")), Set.of("topic"));
        List<Part> parts = List.of(Looking.part("a loan"));

        assertThat(old.inspect(parts)).hasSize(1);
        assertThat(renewed.inspect(parts)).isEmpty();
        assertThat(old.inspect(parts)).hasSize(1);
    }

    @Test
    void everythingIsFound_whenNothingMayBeRemembered() {
        Inspection inspection = new Inspections(0).create(lexicon(entry("topic", "loan")), Set.of("topic"));

        assertThat(inspection.inspect(List.of(Looking.part("loan"), Looking.part("loan"))))
                .hasSize(2);
    }

    @Test
    void negativeMemoryIsRefused_whenConfigured() {
        assertThatThrownBy(() -> new Inspections(-1))
                .hasMessageContaining("cacheWeightBytes")
                .hasMessageContaining("-1");
    }

    @Test
    void builtInKindsAreListed_soThatAnUnknownOneCanBeTold() {
        assertThat(inspections.builtInKinds())
                .containsExactlyInAnyOrder(
                        "injection.override",
                        "injection.jailbreak",
                        "injection.extraction",
                        "injection.evasion",
                        "injection.indirect",
                        "injection.encoded",
                        "language.zh",
                        "language.en",
                        "language.other",
                        "text.repeated",
                        "pii.email",
                        "pii.phone",
                        "pii.card",
                        "pii.iban",
                        "pii.cn-id",
                        "pii.ssn",
                        "pii.name",
                        "pii.address",
                        "content.link",
                        "content.image-link",
                        "content.code",
                        "content.unreadable",
                        "answer.not-json",
                        "secret.api-key",
                        "secret.private-key",
                        "secret.jwt",
                        "secret.password",
                        "answer.refusal",
                        "answer.partial-refusal",
                        "answer.evasive",
                        "answer.hedging",
                        "secret.connection-string",
                        "secret.generic");
    }

    @Test
    void wholeTextIsNeeded_whenALanguageFileAddsToADetectorThatNeedsIt() {
        Lexicon lexicon = lexicon(entry("pii.name", "Jane Doe"), entry("topic", "loan"));

        assertThat(inspections.needWhole(lexicon, Set.of("pii.name", "pii.email", "topic")))
                .containsExactly("pii.name");
    }

    @Test
    void createNamesFileAndLine_whenAPatternIsRefused() {
        Lexicon lexicon = lexicon(pattern("topic", "(?=look)ahead"));

        assertThatThrownBy(() -> inspections.create(lexicon, Set.of("topic")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lexicon/topics.yaml:7: topic: pattern (?=look)ahead is refused")
                .hasMessageContaining("look-around");
    }

    @Test
    void createSucceeds_whenTheBrokenEntryIsNotAskedFor() {
        Lexicon lexicon = lexicon(pattern("topic", "(broken"), entry("other", "loan"));

        Inspection inspection = inspections.create(lexicon, Set.of("other"));

        assertThat(inspection.inspect(List.of(Looking.part("loan")))).hasSize(1);
    }

    @Test
    void allProblemsAreListed_whenSeveralEntriesAreWrong() {
        Lexicon lexicon = lexicon(
                pattern("a", "(x"),
                pattern("b", "(x)\\1"),
                pattern("c", "x*"),
                entry("d", "\u200B"),
                new Lexicon.Entry("e", 1.5, List.of("x"), List.of(), "lexicon/topics.yaml", 7),
                new Lexicon.Entry("f", 1, List.of(), List.of(), "lexicon/topics.yaml", 7),
                new Lexicon.Entry("g", Double.NaN, List.of("x"), List.of(), "lexicon/topics.yaml", 7),
                new Lexicon.Entry(
                        "h", 1, List.of(), List.of(new Lexicon.Pattern("x", List.of(" "))), "lexicon/topics.yaml", 7),
                new Lexicon.Entry(" ", 1, List.of("x"), List.of(), "lexicon/topics.yaml", 7),
                entry("fine", "word"));

        List<Problem> problems = inspections.problems(lexicon, Set.of());

        assertThat(problems).extracting(Problem::path).containsExactly("a", "b", "c", "d", "e", "f", "g", "h", " ");
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("lexicon/topics.yaml");
            assertThat(problem.line()).isEqualTo(7);
            assertThat(problem.mend()).isNotEmpty();
        });
        assertThat(problems.get(1).mend()).contains("back-references");
        assertThat(problems.get(2).what()).contains("where there is nothing");
    }

    private static Lexicon lexicon(Lexicon.Entry... entries) {
        return new Lexicon(List.of(entries));
    }

    private static Lexicon.Entry entry(String kind, String phrase) {
        return new Lexicon.Entry(kind, 1, List.of(phrase), List.of(), "lexicon/topics.yaml", 7);
    }

    private static Lexicon.Entry pattern(String kind, String expression) {
        return new Lexicon.Entry(
                kind, 1, List.of(), List.of(new Lexicon.Pattern(expression, List.of())), "lexicon/topics.yaml", 7);
    }
}
