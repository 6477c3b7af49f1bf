package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.ExternalFindings;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookTimeTest {
    private static final Lexicon LEXICON = new Lexicon(List.of(
            new Lexicon.Entry("word", 1, List.of("verboten"), List.of(), "w.yaml", 1),
            new Lexicon.Entry(
                    "shape", 1, List.of(), List.of(new Lexicon.Pattern("[a-c]+[0-9]+x", List.of())), "w.yaml", 2)));

    private final AtomicLong now = new AtomicLong();
    /** Each look at the clock takes a millisecond. */
    private final Inspection inspection = new Inspections(
                    1 << 20,
                    List.of(),
                    List.of(),
                    Optional::empty,
                    () -> LookTime.of(Duration.ofMillis(60), () -> now.addAndGet(1_000_000)))
            .create(LEXICON, Set.of("word", "shape", "pii.email"));

    @Test
    void everythingIsSeen_whenThereIsTime() {
        ExternalFindings seen = inspection.inspectInTime(List.of(part("verboten", 0)));

        assertThat(seen.failures()).isEmpty();
        assertThat(seen.findings()).extracting(Finding::kind).containsExactly("word");
    }

    @Test
    void kindsAreToldAsUnseen_whenManySmallPartsTakeTooLong() {
        List<Part> parts =
                IntStream.range(0, 200).mapToObj(i -> part("say " + i, i)).toList();

        assertThat(inspection.inspectInTime(parts).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.counts()).isTrue();
            assertThat(failure.kinds()).containsExactlyInAnyOrder("word", "shape", "pii.email");
            assertThat(failure.message()).contains("detectors.time", "60 ms");
        });
    }

    @Test
    void aLongSearchStops_whenTheTimeIsUp() {
        ExternalFindings seen = inspection.inspectInTime(List.of(part("a1".repeat(1_000_000), 0)));

        assertThat(seen.failures()).singleElement().satisfies(failure -> assertThat(failure.kinds())
                .contains("shape"));
    }

    @Test
    void nothingUnfinishedIsRemembered_whenTheTimeWasUp() {
        Part part = part("a1".repeat(1_000_000) + "x", 0);
        ExternalFindings unfinished = inspection.inspectInTime(List.of(part));
        assertThat(unfinished.failures()).hasSize(1);

        assertThat(inspection.inspect(List.of(part))).extracting(Finding::kind).containsExactly("shape");
    }

    @Test
    void aGrowingTextIsToldAsUnseen_whenAllLooksTogetherTakeTooLong() {
        Inspection.Growing growing = inspection.growingInTime();
        String text = "";
        for (int i = 0; i < 100; i++) {
            text += "Word by word it comes. ";
            growing.look(part(text, 0), false);
        }

        assertThat(growing.failures()).singleElement().satisfies(failure -> assertThat(failure.kinds())
                .contains("word"));
    }

    private static Part part(String text, int index) {
        return new Part(Part.MESSAGE, index % 2 == 0 ? "user" : "assistant", index, true, text);
    }
}
