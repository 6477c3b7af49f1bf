package dev.fulcrum.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.handoff.Case.Claim;
import dev.fulcrum.handoff.Case.State;
import dev.fulcrum.handoff.CaseResult.AlreadyAnswered;
import dev.fulcrum.handoff.CaseResult.Done;
import dev.fulcrum.handoff.CaseResult.HeldByOther;
import dev.fulcrum.handoff.CaseResult.NotClaimed;
import dev.fulcrum.handoff.CaseResult.Unknown;
import dev.fulcrum.model.Act;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoffDeskTest {
    private static final Instant NOW = Instant.parse("2026-03-04T02:30:00.125Z");
    private static final String QUESTION = "客户：我该买哪只基金？🙂\n助手：……";

    @TempDir
    Path directory;

    private CaseFile file;
    private HandoffDesk desk;
    private Instant now = NOW;

    @BeforeEach
    void open() throws SQLException {
        file = new CaseFile(directory.resolve("cases.db"));
        InstantSource clock = () -> now;
        desk = file.desk(clock);
    }

    @AfterEach
    void close() throws SQLException {
        file.close();
    }

    @Test
    void caseIsOpenAndKept_whenOpened() {
        Case opened = opened("wallet", "wealth");

        assertThat(opened.id()).matches("case_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(opened)
                .isEqualTo(new Case(
                        opened.id(),
                        "01JX",
                        "wallet",
                        "wealth",
                        "request/advice",
                        "zh",
                        State.OPEN,
                        NOW,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(desk.find(opened.id())).contains(opened);
        assertThat(desk.question(opened.id())).contains(QUESTION);
        assertThat(file.acts).isEmpty();
    }

    @Test
    void answerReachesTheAppThatAskedAlone_whenAnswered() {
        String id = opened("wallet", "wealth").id();
        now = NOW.plusSeconds(60);
        done(desk.claim(id, "王芳"));
        now = NOW.plusSeconds(120);

        Case answered = done(desk.answer(id, "王芳", "请到柜台咨询。😀"));

        assertThat(answered.state()).isEqualTo(State.ANSWERED);
        assertThat(answered.claim()).contains(new Claim("王芳", NOW.plusSeconds(60)));
        assertThat(answered.answer()).contains(new Case.Answer("请到柜台咨询。😀", NOW.plusSeconds(120)));
        assertThat(desk.forApp(id, "wallet")).contains(answered);
        assertThat(desk.forApp(id, "help-desk")).isEmpty();
        assertThat(desk.forApp("case_unknown", "wallet")).isEmpty();
        assertThat(file.acts)
                .extracting(Act::verb, Act::who, Act::object)
                .containsExactly(tuple("case-claim", "王芳", id), tuple("case-answer", "王芳", id));
        assertThat(file.acts.get(1).details())
                .isEqualTo(Map.of("desk", "wealth", "rule", "request/advice", "exchange", "01JX"));
    }

    @Test
    void oneOfManyGetsIt_whenReviewersRace() {
        String id = opened("wallet", "wealth").id();

        List<CaseResult> results = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> desk.claim(id, "reviewer-" + i))
                .map(HandoffDeskTest::get)
                .toList();

        List<CaseResult> winners =
                results.stream().filter(result -> result instanceof Done).toList();
        assertThat(winners).hasSize(1);
        Claim claim = ((Done) winners.get(0)).now().claim().orElseThrow();
        assertThat(results)
                .filteredOn(result ->
                        result instanceof HeldByOther held && held.now().claim().equals(Optional.of(claim)))
                .hasSize(15);
        assertThat(file.acts).hasSize(1);
    }

    @Test
    void oneAnswerStands_whenTwoReviewersOfTwoServersRace() throws SQLException {
        String id = opened("wallet", "wealth").id();
        try (CaseFile second = new CaseFile(directory.resolve("cases.db"))) {
            HandoffDesk other = second.desk(InstantSource.fixed(NOW));
            CompletableFuture<CaseResult> mine = answerAsSoonAsClaimed(desk, id, "王芳");
            CompletableFuture<CaseResult> theirs = answerAsSoonAsClaimed(other, id, "李雷");

            List<CaseResult> results = List.of(get(mine), get(theirs));

            assertThat(results).filteredOn(result -> result instanceof Done).hasSize(1);
            String who = desk.find(id).orElseThrow().claim().orElseThrow().who();
            assertThat(desk.find(id).orElseThrow().answer().orElseThrow().text())
                    .isEqualTo("来自" + who);
        }
    }

    private static CompletableFuture<CaseResult> answerAsSoonAsClaimed(HandoffDesk desk, String id, String who) {
        return CompletableFuture.supplyAsync(() -> {
            get(desk.claim(id, who));
            return get(desk.answer(id, who, "来自" + who));
        });
    }

    @Test
    void onlyTheClaimantMayAnswerOrRelease_whenClaimed() {
        String id = opened("wallet", "wealth").id();
        assertThat(get(desk.answer(id, "王芳", "好"))).isInstanceOf(NotClaimed.class);
        assertThat(get(desk.release(id, "王芳"))).isInstanceOf(NotClaimed.class);
        done(desk.claim(id, "王芳"));

        assertThat(get(desk.answer(id, "李雷", "好"))).isInstanceOf(HeldByOther.class);
        assertThat(get(desk.release(id, "李雷"))).isInstanceOf(HeldByOther.class);
        assertThat(done(desk.claim(id, "王芳")).state()).isEqualTo(State.CLAIMED);
        assertThat(desk.find(id).orElseThrow().answer()).isEmpty();
        assertThat(file.acts).hasSize(1);
    }

    @Test
    void isOpenForOthers_whenReleased() {
        String id = opened("wallet", "wealth").id();
        done(desk.claim(id, "王芳"));

        Case released = done(desk.release(id, "王芳"));

        assertThat(released.state()).isEqualTo(State.OPEN);
        assertThat(released.claim()).isEmpty();
        assertThat(done(desk.claim(id, "李雷")).claim()).map(Claim::who).contains("李雷");
    }

    @Test
    void nothingMoreHappens_whenAnswered() {
        String id = opened("wallet", "wealth").id();
        done(desk.claim(id, "王芳"));
        done(desk.answer(id, "王芳", "好"));

        assertThat(get(desk.claim(id, "李雷"))).isInstanceOf(AlreadyAnswered.class);
        assertThat(get(desk.answer(id, "王芳", "不"))).isInstanceOf(AlreadyAnswered.class);
        assertThat(get(desk.release(id, "王芳"))).isInstanceOf(AlreadyAnswered.class);
        assertThat(desk.find(id).orElseThrow().answer().orElseThrow().text()).isEqualTo("好");
    }

    @Test
    void isUnknown_whenThereIsNoSuchCase() {
        assertThat(get(desk.claim("case_x", "王芳"))).isEqualTo(new Unknown("case_x"));
        assertThatThrownBy(() -> desk.answer("case_x", "王芳", "　")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oldestComeFirstAndFiltersApply_whenListed() {
        Case first = opened("wallet", "wealth");
        now = NOW.plusSeconds(1);
        Case second = opened("wallet", "fraud");
        Case third = opened("wallet", "wealth");
        Case claimed = done(desk.claim(third.id(), "王芳"));
        Case fourth = opened("wallet", "wealth");
        done(desk.claim(fourth.id(), "王芳"));
        Case answered = done(desk.answer(fourth.id(), "王芳", "好"));

        assertThat(desk.list(Optional.empty(), Optional.empty(), 10)).containsExactly(first, second, claimed, answered);
        assertThat(desk.list(Optional.of(State.OPEN), Optional.empty(), 10)).containsExactly(first, second);
        assertThat(desk.list(Optional.empty(), Optional.of("wealth"), 2)).containsExactly(first, claimed);
        assertThat(desk.list(Optional.of(State.CLAIMED), Optional.of("fraud"), 2))
                .isEmpty();
        assertThat(desk.openCount("wealth")).isEqualTo(2);
        assertThat(desk.openCount("none")).isZero();
    }

    private Case opened(String app, String name) {
        return get(desk.open(new NewCase("01JX", app, name, "request/advice", "zh", QUESTION)));
    }

    private static Case done(CompletionStage<CaseResult> stage) {
        CaseResult result = get(stage);
        assertThat(result).isInstanceOf(Done.class);
        return ((Done) result).now();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }
}
