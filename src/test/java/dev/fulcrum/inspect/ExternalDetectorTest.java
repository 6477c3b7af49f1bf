package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fulcrum.model.ExternalFindings;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalDetectorTest {
    private static final String NOTHING = "{\"findings\":[]}";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExternalServer server = new ExternalServer(ExternalServer.says(200, NOTHING));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void findingsComeBackWithTheirParts_whenTheServiceSpeaksPlainly() {
        server.behave(ExternalServer.says(
                200,
                "{\"findings\":[{\"text\":1,\"kind\":\"topic.tax\",\"score\":0.9,\"spans\":[[2,4],[0,1]]},"
                        + "{\"text\":0,\"kind\":\"topic.tax\"},{\"text\":0,\"kind\":\"topic.other\"}]}"));
        Part first = Looking.part("hello");
        Part second = Looking.part("🙂税🙂🙂!");

        ExternalFindings seen = ask(plain(LONG, true), first, second);

        assertThat(seen.failures()).isEmpty();
        assertThat(seen.findings())
                .containsExactly(
                        new Finding("topic.tax", first, 1, 1, List.of()),
                        new Finding("topic.tax", second, 0.9, 2, List.of(new Span(0, 2), new Span(3, 7))));
        assertThat(server.questions())
                .containsExactly("{\"texts\":[\"hello\",\"🙂税🙂🙂!\"]}".replace("🙂", "\\uD83D\\uDE42"));
        assertThat(server.keys()).containsExactly("Bearer s3cret");
    }

    @Test
    void categoriesBecomeFindings_whenTheServiceSpeaksAsOpenAi() {
        server.behave(ExternalServer.says(
                200,
                "{\"id\":\"m\",\"results\":[{\"flagged\":true,\"categories\":{\"violence\":true,\"hate\":false,\"sexual\":false},"
                        + "\"category_scores\":{\"violence\":0.31,\"hate\":0.7,\"sexual\":0.2}}]}"));
        ExternalService moderation = new ExternalService(
                "moderation",
                server.url(),
                ExternalService.Format.OPENAI_MODERATION,
                Set.of("moderation.violence", "moderation.hate", "moderation.sexual"),
                LONG,
                true,
                Optional.empty());

        ExternalFindings seen = ask(moderation, Looking.part("x"));

        assertThat(seen.failures()).isEmpty();
        assertThat(seen.findings())
                .extracting(Finding::kind, Finding::score)
                .containsExactly(tuple("moderation.violence", 0.31), tuple("moderation.hate", 0.7));
        assertThat(server.questions()).containsExactly("{\"input\":[\"x\"]}");
        assertThat(server.keys()).containsExactly("null");
    }

    @Test
    void serviceIsAskedOnce_whenTheTextComesBack() {
        Inspection inspection = inspection(plain(LONG, true), "topic.tax");

        inspect(inspection, Looking.part("a"), Looking.part("a"), Looking.part(" "));
        inspect(inspection, Looking.part("a"), Looking.part("b"));

        assertThat(server.questions()).containsExactly("{\"texts\":[\"a\"]}", "{\"texts\":[\"b\"]}");
    }

    @Test
    void serviceIsNotAsked_whenNoRuleReadsItsKinds() {
        Inspection inspection = inspection(plain(LONG, true), "pii.email");

        assertThat(inspection.asksOutside()).isFalse();
        assertThat(inspect(inspection, Looking.part("a"))).isEqualTo(ExternalFindings.NONE);
        assertThat(server.questions()).isEmpty();
    }

    @Test
    void serviceIsNotAsked_whenItsKindsAreNoLongerWanted() {
        Inspection inspection =
                inspection(plain(LONG, true), "topic.tax", "pii.email").narrowed(Set.of("pii.email"));

        assertThat(inspection.asksOutside()).isFalse();
        assertThat(inspect(inspection, Looking.part("a"))).isEqualTo(ExternalFindings.NONE);
        assertThat(server.questions()).isEmpty();
    }

    @Test
    void wholeTextIsNeeded_whenAnEntryHasTheServicesKindToo() {
        Lexicon.Entry entry = new Lexicon.Entry("topic.tax", 1, List.of("tax"), List.of(), "lexicon/a.yaml", 1);

        assertThat(new Inspections(0, List.of(), List.of(plain(LONG, true)))
                        .needWhole(new Lexicon(List.of(entry)), Set.of("topic.tax", "pii.email")))
                .containsExactly("topic.tax");
    }

    @Test
    void kindsAreKnown_soThatRulesMayReadThem() {
        assertThat(new Inspections(0, List.of(), List.of(plain(LONG, true))).builtInKinds())
                .contains("topic.tax");
    }

    @Test
    void textIsAskedAbout_whenNoJsonCanCarryIt() {
        server.behave(
                ExternalServer.says(200, "{\"findings\":[{\"text\":0,\"kind\":\"topic.tax\",\"spans\":[[1,2]]}]}"));

        ExternalFindings seen = ask(plain(LONG, true), Looking.part("\uD83Dx"));

        assertThat(seen.findings()).singleElement().extracting(Finding::spans).isEqualTo(List.of(new Span(1, 2)));
        assertThat(server.questions()).containsExactly("{\"texts\":[\"?x\"]}");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 429, 500, 503})
    void failureIsTold_whenTheServiceAnswersWithAnotherStatus(int status) {
        server.behave(ExternalServer.says(status, NOTHING));

        assertThat(ask(plain(LONG, true), Looking.part("a")))
                .isEqualTo(new ExternalFindings(List.of(), List.of(failure("answered " + status))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no",
                "{\"findings\":[}",
                "{}",
                "[]",
                "null",
                "{\"findings\":{}}",
                "{\"findings\":[{\"text\":1,\"kind\":\"topic.tax\"}]}",
                "{\"findings\":[{\"text\":-1,\"kind\":\"topic.tax\"}]}",
                "{\"findings\":[{\"text\":0}]}",
                "{\"findings\":[{\"text\":0,\"kind\":\"topic.tax\",\"score\":2}]}",
                "{\"findings\":[{\"text\":0,\"kind\":\"topic.tax\",\"score\":\"1\"}]}",
                "{\"findings\":[{\"text\":0,\"kind\":\"topic.tax\",\"spans\":[[0,9]]}]}",
                "{\"findings\":[{\"text\":0,\"kind\":\"topic.tax\",\"spans\":[[1,1]]}]}",
                "{\"findings\":[{\"text\":0,\"kind\":\"topic.tax\",\"spans\":[1]}]}",
            })
    void failureIsTold_whenTheAnswerIsNotOfTheFormat(String answer) {
        server.behave(ExternalServer.says(200, answer));

        ExternalFindings seen = ask(plain(LONG, true), Looking.part("abc"));

        assertThat(seen.findings()).isEmpty();
        assertThat(seen.failures()).singleElement().satisfies(it -> assertThat(it.message())
                .startsWith("unreadable answer, "));
    }

    @Test
    void failureIsTold_whenTheAnswerIsCutOff() {
        server.behave(ExternalServer.cutsOff(NOTHING));

        assertThat(ask(plain(LONG, true), Looking.part("a")).failures())
                .containsExactly(failure("not reachable or cut off"));
    }

    @Test
    void failureIsTold_whenTheAnswerIsEndless() {
        server.behave(ExternalServer.says(200, " ".repeat(5 << 20)));

        assertThat(ask(plain(LONG, true), Looking.part("a")).failures()).hasSize(1);
    }

    @Test
    void failureIsTold_whenNobodyListens() {
        URI nobody = server.url();
        server.close();

        assertThat(ask(service(nobody, LONG, true), Looking.part("a")).failures())
                .containsExactly(failure("not reachable or cut off"));
    }

    @Test
    void failureIsTold_whenTheServiceIsTooSlow() {
        server.behave(server.isSilent());
        assertThat(ask(plain(Duration.ofMillis(100), true), Looking.part("a")).failures())
                .containsExactly(failure("no answer within 100 ms"));

        server.behave(server.stalls());
        assertThat(ask(plain(Duration.ofMillis(100), true), Looking.part("a")).failures())
                .containsExactly(failure("no answer within 100 ms"));
    }

    @Test
    void failureDoesNotCount_whenFailuresAreIgnored() {
        server.behave(ExternalServer.says(500, ""));

        assertThat(ask(plain(LONG, false), Looking.part("a")).failures())
                .containsExactly(new ExternalFindings.Failure("tax", Set.of("topic.tax"), "answered 500", false));
    }

    @Test
    void whatIsRememberedComesBack_whenTheServiceFailsOnTheRest() {
        Inspection inspection = inspection(plain(LONG, true), "topic.tax");
        server.behave(ExternalServer.says(200, "{\"findings\":[{\"text\":0,\"kind\":\"topic.tax\"}]}"));
        inspect(inspection, Looking.part("known"));
        server.behave(ExternalServer.says(500, ""));

        ExternalFindings seen = inspect(inspection, Looking.part("known"), Looking.part("new"));

        assertThat(seen.findings()).hasSize(1);
        assertThat(seen.failures()).hasSize(1);
    }

    @Test
    void textIsAskedAboutAgain_whenTheServiceFailedOnIt() {
        Inspection inspection = inspection(plain(LONG, true), "topic.tax");
        server.behave(ExternalServer.says(500, ""));
        inspect(inspection, Looking.part("a"));
        server.behave(ExternalServer.says(200, NOTHING));

        assertThat(inspect(inspection, Looking.part("a"))).isEqualTo(ExternalFindings.NONE);
        assertThat(server.questions()).hasSize(2);
    }

    @Test
    void serviceIsLeftAlone_whenItKeepsFailing() {
        Inspection inspection = inspection(plain(LONG, true), "topic.tax");
        server.behave(ExternalServer.says(500, ""));
        for (int i = 0; i < 5; i++) {
            inspect(inspection, Looking.part("a" + i));
        }

        ExternalFindings seen = inspect(inspection, Looking.part("b"));

        assertThat(seen.failures()).containsExactly(failure("not asked, it failed too often"));
        assertThat(server.questions()).hasSize(5);
    }

    private static ExternalFindings.Failure failure(String message) {
        return new ExternalFindings.Failure("tax", Set.of("topic.tax"), message, true);
    }

    private ExternalService plain(Duration timeout, boolean failureCounts) {
        return service(server.url(), timeout, failureCounts);
    }

    private static ExternalService service(URI url, Duration timeout, boolean failureCounts) {
        return new ExternalService(
                "tax",
                url,
                ExternalService.Format.PLAIN,
                Set.of("topic.tax"),
                timeout,
                failureCounts,
                Optional.of("s3cret"));
    }

    private static ExternalFindings ask(ExternalService service, Part... parts) {
        return inspect(inspection(service, service.kinds().toArray(String[]::new)), parts);
    }

    private static Inspection inspection(ExternalService service, String... kinds) {
        return new Inspections(0, List.of(), List.of(service)).create(Lexicon.EMPTY, Set.of(kinds));
    }

    private static ExternalFindings inspect(Inspection inspection, Part... parts) {
        return inspection
                .inspectExternally(List.of(parts))
                .toCompletableFuture()
                .join();
    }
}
