package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Attempt.Outcome;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final TestClock clock = new TestClock();
    private final Health health = new Health("model", new Guard.Trip(50, 20, 10, PAUSE), clock);

    private static UpstreamRequest request(String caller, String prompt) {
        MultiMap none = MultiMap.caseInsensitiveMultiMap();
        return new UpstreamRequest("/v1/chat/completions", none, none, Buffer.buffer(prompt), caller);
    }

    private Health.Pass pass(String caller, String prompt) {
        Health.Pass pass = health.pass(request(caller, prompt));
        assertThat(pass).as("is let through").isNotNull();
        return pass;
    }

    private void fails(String caller, String prompt, Outcome outcome, int status) {
        Health.Pass pass = health.pass(request(caller, prompt));
        if (pass != null) {
            pass.failed(outcome, status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 505, 507, 599})
    void othersAreServed_whenOneCallersPromptsFail(int status) {
        pass("a", "good").succeeded();
        for (int i = 0; i < 50; i++) {
            fails("a", "bad " + i, Outcome.ERROR, status);
        }

        assertThat(health.isClosed()).isFalse();
        pass("a", "under way");
        assertThat(health.admits("a")).as("one at a time").isFalse();
        assertThat(health.admits("b")).isTrue();
        pass("b", "good").succeeded();
        assertThat(health.isClosed()).isTrue();
        assertThat(health.admits("a")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"ERROR", "INVALID", "CUT"})
    void theCallerIsServedItself_whenItIsTheSamePromptAgainAndAgain(Outcome outcome) {
        for (int i = 0; i < 50; i++) {
            fails("a", "{\"model\":\"m\",\"messages\":[\"bad\"],\"seed\":" + i + "}", outcome, 500);
        }

        assertThat(health.admits("a")).isTrue();
        assertThat(health.admitsAnyone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504, 529})
    void nobodyIsServed_whenTheStatusSpeaksOfTheTarget(int status) {
        for (int i = 0; i < 10; i++) {
            fails("a", "the same", Outcome.ERROR, status);
        }

        assertThat(health.admits("b")).isFalse();
        assertThat(health.pauseLeft("b")).isEqualTo(PAUSE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"UNREACHABLE", "TIMEOUT"})
    void nobodyIsServed_whenItIsNotThere(Outcome outcome) {
        for (int i = 0; i < 10; i++) {
            fails("a", "the same", outcome, 0);
        }

        assertThat(health.admits("b")).isFalse();
    }

    @Test
    void othersAreServed_whenOnePromptTakesTooLongAndTheirsDoNot() {
        for (int i = 0; i < 50; i++) {
            fails("a", "endless", Outcome.TIMEOUT, 0);
            if (i == 0) {
                pass("b", "good").succeeded();
            }
        }

        assertThat(health.admits("a")).isTrue();
        assertThat(health.admits("b")).isTrue();
    }

    @Test
    void theOnlyCallerIsServedOneAtATime_whenATargetThatAnsweredFails() {
        pass("local", "good").succeeded();
        for (int i = 0; i < 10; i++) {
            fails("local", "prompt " + i, Outcome.ERROR, 500);
        }

        assertThat(health.isClosed()).isFalse();
        Health.Pass probe = pass("local", "one more");
        assertThat(health.admitsAnyone()).as("one at a time").isFalse();
        clock.pass(Duration.ofSeconds(3));
        probe.failed(Outcome.ERROR, 500);
        assertThat(health.admitsAnyone()).as("a pause as long as the try took").isFalse();
        assertThat(health.pauseLeft("local")).isEqualTo(Duration.ofSeconds(3));
        clock.pass(Duration.ofSeconds(3));
        assertThat(health.admitsAnyone()).isTrue();
    }

    @Test
    void theOnlyCallerFindsAnOutage_whenTheTargetHasAnsweredNobodyForLong() {
        pass("local", "good").succeeded();
        clock.pass(Duration.ofMinutes(11));
        for (int i = 0; i < 10; i++) {
            fails("local", "prompt " + i, Outcome.ERROR, 500);
        }

        assertThat(health.admitsAnyone()).isFalse();
        assertThat(health.isClosed()).isFalse();
        assertThat(health.pauseLeft("local")).isEqualTo(PAUSE);
        assertThat(health.admits("another")).isTrue();
        clock.pass(PAUSE);
        pass("local", "good").succeeded();
        assertThat(health.isClosed()).isTrue();
    }

    @Test
    void goodPromptIsAnswered_whenTenOthersOfTheOnlyCallerFailed() {
        pass("local", "good").succeeded();
        for (int i = 0; i < 10; i++) {
            fails("local", "bad " + i, Outcome.ERROR, 500);
        }

        pass("local", "good").succeeded();

        assertThat(health.isClosed()).isTrue();
        pass("local", "good");
        assertThat(health.admits("local")).as("many at a time").isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"ERROR", "INVALID", "CUT"})
    void nobodyWaits_whenGoodAndBadPromptsOfOneCallerAlternate(Outcome outcome) {
        for (int i = 0; i < 100; i++) {
            pass("local", "under way");
            pass("local", "good").succeeded();
            fails("local", "bad " + i, outcome, 500);

            assertThat(health.isClosed()).isTrue();
        }
    }

    @Test
    void pauseOfOneCallerIsShorterThanThatOfAll_whenItsPromptsFailSlowly() {
        for (int i = 0; i < 10; i++) {
            Health.Pass pass = pass("a", "bad " + i);
            clock.pass(Duration.ofMinutes(1));
            pass.failed(Outcome.ERROR, 500);
        }

        assertThat(health.pauseLeft("a")).isEqualTo(PAUSE);
        assertThat(health.pauseLeft("b")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504, 529})
    void othersAreServed_whenOnePromptMakesTheTargetSayThatItIsIll(int status) {
        fails("a", "bad", Outcome.ERROR, status);
        for (int i = 0; i < 50; i++) {
            pass("b", "good").succeeded();
            fails("a", "bad", Outcome.ERROR, status);
        }

        assertThat(health.admits("a")).isTrue();
        assertThat(health.isClosed()).isTrue();
    }

    @Test
    void othersAreServed_whenManyPromptsTakeTooLongAndTheirsDoNot() {
        for (int i = 0; i < 50; i++) {
            Health.Pass endless = pass("a", "endless " + i);
            pass("b", "good").succeeded();
            endless.failed(Outcome.TIMEOUT, 0);
            fails("a", "endless " + i, Outcome.CUT, 200);
        }

        assertThat(health.admits("b")).isTrue();
        assertThat(health.admits("a")).isTrue();
    }

    @Test
    void manyCallersFindAnOutageTogether_whenEachFailsOnce() {
        for (int i = 0; i < 10; i++) {
            fails("app-" + i, "prompt " + i, Outcome.ERROR, 500);
        }

        assertThat(health.admits("another")).isFalse();
    }

    @Test
    void probeOfEveryoneIsNotLost_whenItIsABadPrompt() {
        for (int i = 0; i < 10; i++) {
            fails("a", "p" + i, Outcome.UNREACHABLE, 0);
        }
        clock.pass(PAUSE.plusMillis(1));

        fails("a", "bad", Outcome.ERROR, 500);

        pass("b", "good").succeeded();
        assertThat(health.admits("c")).isTrue();
    }

    @Test
    void placeIsGivenBack_whenOneOfTwoBreakersRefuses() {
        for (int i = 0; i < 10; i++) {
            fails("a", "p" + i, Outcome.UNREACHABLE, 0);
        }

        assertThat(health.pass(request("b", "good"))).isNull();
        clock.pass(PAUSE.plusMillis(1));
        pass("b", "good").succeeded();

        assertThat(health.admits("b")).isTrue();
    }
}
