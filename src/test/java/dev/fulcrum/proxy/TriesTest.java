package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.upstream.Target;
import dev.fulcrum.upstream.UpstreamAnswer;
import dev.fulcrum.upstream.UpstreamRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TriesTest {
    private static final Route.Stop A = stop("a");
    private static final Route.Stop B = stop("b");

    private static Route.Stop stop(String name) {
        return new Route.Stop(new Named(name), Optional.empty(), false, Set.of("openai.chat"));
    }

    /** A target that is only named here, never asked. */
    private record Named(String name) implements Target {
        @Override
        public Future<UpstreamAnswer> send(UpstreamRequest request) {
            throw new AssertionError("nothing is sent here");
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    private static Tries tries(int most, Route.Stop... stops) {
        return new Tries(List.of(stops), most);
    }

    private static AttemptFailure cut() {
        return new AttemptFailure(Attempt.Outcome.CUT, 200, "cut");
    }

    private static AttemptFailure limited(int seconds) {
        return new AttemptFailure(
                Attempt.Outcome.RATE_LIMITED,
                429,
                "busy",
                new Patience(Optional.of(Duration.ofSeconds(seconds)), false));
    }

    @Test
    void everyTargetIsAsked_beforeAnyIsAskedAgain() {
        Tries tries = tries(5, A, B);

        assertThat(tries.first()).isEqualTo(A);
        tries.failed(A, cut());
        assertThat(tries.next()).map(Tries.Next::stop).contains(B);
        tries.failed(B, cut());
        assertThat(tries.next()).map(Tries.Next::stop).isPresent();
    }

    @Test
    void nothingIsLeft_whenTheTriesAreUsedUp() {
        Tries tries = tries(2, A, B);
        tries.first();
        tries.failed(A, cut());
        tries.next();
        tries.failed(B, cut());

        assertThat(tries.more()).isFalse();
        assertThat(tries.next()).isEmpty();
        assertThat(tries.named(A)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Attempt.Outcome.class,
            names = {"TIMEOUT", "INVALID", "REJECTED", "SHED", "REFUSED", "EVASIVE"})
    void targetIsNotAskedAgain_whenItWouldOnlyFailAgain(Attempt.Outcome outcome) {
        Tries tries = tries(5, A);
        tries.first();
        tries.failed(A, new AttemptFailure(outcome, 200, ""));

        assertThat(tries.next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500, true", "503, true", "529, true", "200, true", "501, false", "505, false"})
    void targetIsAskedAgainAfterAnError_unlessItCannotDoIt(int status, boolean again) {
        Tries tries = tries(5, A);
        tries.first();
        tries.failed(A, new AttemptFailure(Attempt.Outcome.ERROR, status, ""));

        assertThat(tries.more()).isEqualTo(again);
    }

    @Test
    void pauseIsTheTargetsOwn_whenItAskedForOne() {
        Tries tries = tries(5, A);
        tries.first();
        tries.failed(A, limited(2));

        assertThat(tries.next().orElseThrow().pause()).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(2));
    }

    @Test
    void targetIsNotAwaited_whenItAsksForALongPause() {
        Tries tries = tries(5, A);
        tries.first();
        tries.failed(A, limited(60));

        assertThat(tries.more()).isFalse();
    }

    @Test
    void targetIsNotAskedAgain_whenItForbidsIt() {
        Tries tries = tries(5, A);
        tries.first();
        tries.failed(A, new AttemptFailure(Attempt.Outcome.ERROR, 500, "", new Patience(Optional.empty(), true)));

        assertThat(tries.more()).isFalse();
    }

    @Test
    void shorterPauseComesFirst_whenSeveralTargetsMayBeAskedAgain() {
        Tries tries = tries(9, A, B);
        tries.first();
        tries.failed(A, limited(4));
        tries.next();
        tries.failed(B, limited(1));

        assertThat(tries.next()).map(Tries.Next::stop).contains(B);
    }

    @Test
    void jitterStaysBelowItsBound() {
        for (int i = 0; i < 200; i++) {
            Tries tries = tries(9, A);
            tries.first();
            tries.failed(A, cut());
            assertThat(tries.next().orElseThrow().pause()).isLessThan(Duration.ofMillis(100));
            tries.failed(A, cut());
            assertThat(tries.next().orElseThrow().pause()).isLessThan(Duration.ofMillis(200));
        }
    }

    @Test
    void namedTargetIsAskedAtOnce_andNotOnceMoreByItself() {
        Tries tries = tries(3, A, B);
        tries.first();

        assertThat(tries.named(B)).contains(new Tries.Next(B, Duration.ZERO));
        assertThat(tries.next()).isEmpty();
    }
}
