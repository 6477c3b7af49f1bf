package dev.fulcrum.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.account.Limit.Kind;
import dev.fulcrum.model.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final SetClock clock = new SetClock(Instant.parse("2026-03-04T02:30:00Z"));

    private Account account(Limit... limits) {
        return new Accounts(Map.of("shop", List.of(limits)), List.of(), clock).of("shop");
    }

    private static Limit limit(Kind kind, long amount, String over, Duration window) {
        return new Limit(kind, amount, over, window);
    }

    private static Limit requests(long amount) {
        return limit(Kind.REQUESTS, amount, "1m", Duration.ofMinutes(1));
    }

    private static Limit tokens(long amount) {
        return limit(Kind.TOKENS, amount, "1m", Duration.ofMinutes(1));
    }

    @Test
    void refusesAndTellsThePause_whenRequestsAreUsedUp() {
        Account account = account(requests(3));
        IntStream.range(0, 3).forEach(i -> assertThat(account.take()).isEmpty());

        Refusal refusal = account.take().orElseThrow();

        assertThat(refusal.limit().kind()).isEqualTo(Kind.REQUESTS);
        assertThat(refusal.pause()).isEqualTo(Duration.ofSeconds(20));
        clock.pass(Duration.ofSeconds(19));
        assertThat(account.take()).isPresent();
        clock.pass(Duration.ofSeconds(1));
        assertThat(account.take()).isEmpty();
        assertThat(account.take()).isPresent();
    }

    @Test
    void owesNoMoreThanAThousandLimits_howeverMuchWasUsed() {
        Duration month = Duration.ofDays(31);
        Account account = account(limit(Kind.SPEND, 1_000_000, "31d", month));

        for (int i = 0; i < 20; i++) {
            account.charge(Kind.SPEND, Long.MAX_VALUE);
        }

        Refusal refusal = account.take().orElseThrow();
        assertThat(refusal.pause()).isBetween(month.multipliedBy(999), month.multipliedBy(1001));
        clock.pass(month.multipliedBy(1001));
        assertThat(account.take()).isEmpty();
    }

    @Test
    void refusesUntilItHasRecovered_whenMoreTokensWereUsedThanWereLeft() {
        Account account = account(tokens(600));
        assertThat(account.take()).isEmpty();
        account.charge(Kind.TOKENS, 900);

        assertThat(account.standing(Kind.TOKENS).orElseThrow().left()).isEqualTo(-300);
        assertThat(account.take().orElseThrow().pause()).isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_101));
        clock.pass(Duration.ofSeconds(30));
        assertThat(account.take()).isPresent();
        clock.pass(Duration.ofSeconds(1));
        assertThat(account.take()).isEmpty();
        clock.pass(Duration.ofHours(5));
        assertThat(account.standing(Kind.TOKENS).orElseThrow().left()).isEqualTo(600);
    }

    @Test
    void takesNoRequest_whenTokensAreUsedUp() {
        Account account = account(requests(5), tokens(10));
        account.charge(Kind.TOKENS, 10);

        assertThat(account.take().orElseThrow().limit().kind()).isEqualTo(Kind.TOKENS);
        assertThat(account.standing(Kind.REQUESTS).orElseThrow().left()).isEqualTo(5);
    }

    @Test
    void holdsEveryLimitOfAKind_whenThereAreSeveral() {
        Account account = account(requests(10), limit(Kind.REQUESTS, 12, "1h", Duration.ofHours(1)));
        IntStream.range(0, 10).forEach(i -> assertThat(account.take()).isEmpty());
        assertThat(account.take().orElseThrow().limit().over()).isEqualTo("1m");
        clock.pass(Duration.ofMinutes(1));

        assertThat(account.take()).isEmpty();
        assertThat(account.take()).isEmpty();
        assertThat(account.take().orElseThrow().limit().over()).isEqualTo("1h");
    }

    @Test
    void rulesReadWhatIsLeft_inUnitsThatPeopleUse() {
        Account account = account(requests(4), tokens(1000), limit(Kind.SPEND, 5_000_000, "24h", Duration.ofHours(24)));
        assertThat(account.take()).isEmpty();
        account.charge(Kind.TOKENS, 1200);
        account.charge(Kind.SPEND, 1_250_000);

        assertThat(account.allowances())
                .containsExactly(
                        new Allowance("requests", "1m", 3, 0.75),
                        new Allowance("tokens", "1m", 0, 0),
                        new Allowance("spend", "24h", 3.75, 0.75));
    }

    @Test
    void givesOutNoMoreThanThereIs_whenManyThreadsTake() throws Exception {
        Account account = account(requests(1000));
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int i = 0; i < 500; i++) {
                    taken.addAndGet(account.take().isEmpty() ? 1 : 0);
                }
            });
        }
        go.countDown();
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).hasValue(1000);
    }

    @Test
    void holdsAnApplicationToTheLimitsOfOthers_whenItStatesNone() {
        Accounts accounts = new Accounts(Map.of("shop", List.of()), List.of(requests(1)), clock);

        assertThat(accounts.of("bank").take()).isEmpty();
        assertThat(accounts.of("bank").take()).isPresent();
        assertThat(accounts.of("desk").take()).isEmpty();
        assertThat(accounts.of("shop")).isSameAs(Account.UNLIMITED);
    }

    @Test
    void allowsEverything_whenAnApplicationHasNoLimits() {
        Account account = new Accounts(Map.of("shop", List.of(requests(1))), List.of(), clock).of("bank");
        account.charge(Kind.TOKENS, 1_000_000);

        assertThat(account.take()).isEmpty();
        assertThat(account.take()).isEmpty();
        assertThat(account.allowances()).isEmpty();
        assertThat(account.standing(Kind.REQUESTS)).isEmpty();
    }

    @Test
    void refusesALimit_thatNothingCanCount() {
        assertThatThrownBy(() -> limit(Kind.SPEND, 2_000_000_000, "1s", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> requests(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
