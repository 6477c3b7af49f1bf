package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Outcome;
import dev.fulcrum.proxy.Repeats.Ended;
import dev.fulcrum.proxy.Repeats.UnderWay;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Repeats repeats = new Repeats(Duration.ofMinutes(10), 100_000, nanos::get);

    private static Repeats.Key key(String text) {
        return new Repeats.Key("shop", "", "", "openai.chat", text);
    }

    private static KeptAnswer answer(int bytes) {
        return new KeptAnswer(
                "01A",
                Outcome.ANSWERED,
                200,
                MultiMap.caseInsensitiveMultiMap(),
                Optional.of(new byte[bytes]),
                Optional.empty(),
                "full",
                "stop");
    }

    private UnderWay begun(String text) {
        UnderWay mine = new UnderWay("hash");
        assertThat(repeats.begin(key(text), mine)).isEmpty();
        return mine;
    }

    private static boolean over(UnderWay exchange) {
        AtomicBoolean over = new AtomicBoolean();
        exchange.whenOver(() -> over.set(true));
        return over.get();
    }

    @Test
    void wakesThoseWhoStillWait_whenItEnds() {
        UnderWay first = begun("a");
        AtomicInteger woken = new AtomicInteger();
        Runnable stays = woken::incrementAndGet;
        Runnable leaves = () -> woken.addAndGet(100);
        first.whenOver(stays);
        first.whenOver(leaves);
        first.forget(leaves);

        repeats.end(key("a"), first, Optional.empty());

        assertThat(woken).hasValue(1);
    }

    @Test
    void tellsOfTheFirst_whileItIsUnderWayAndAfterItsEnd() {
        UnderWay first = begun("a");
        assertThat(repeats.begin(key("a"), new UnderWay("hash"))).contains(first);

        repeats.end(key("a"), first, Optional.of(answer(10)));

        assertThat(over(first)).isTrue();
        assertThat(repeats.begin(key("a"), new UnderWay("hash"))).get().isInstanceOf(Ended.class);
        assertThat(repeats.knows(key("b"))).isFalse();
    }

    @Test
    void streamsUnderWayShareTheSize_andGiveItBack() {
        Copy one = new Copy();
        one.begin(repeats, () -> {});
        Copy[] others = new Copy[20];
        one.add(new byte[6_000]);
        for (int i = 0; i < others.length; i++) {
            others[i] = new Copy();
            others[i].begin(repeats, () -> {});
            others[i].add(new byte[6_000]);
        }
        assertThat(repeats.take(100_000 - 16 * 6_000 + 1)).isFalse();

        one.end();
        one.end();
        for (Copy other : others) {
            other.end();
        }

        assertThat(repeats.take(100_001)).isFalse();
        assertThat(repeats.take(100_000)).isTrue();
    }

    @Test
    void beginsAnew_whenTheFirstLeftNothing() {
        UnderWay first = begun("a");

        repeats.end(key("a"), first, Optional.empty());

        assertThat(over(first)).isTrue();
        assertThat(repeats.knows(key("a"))).isFalse();
    }

    @Test
    void forgetsAfterItsTime_butNeverWhatIsUnderWay() {
        UnderWay slow = begun("slow");
        repeats.end(key("done"), begun("done"), Optional.of(answer(10)));
        nanos.addAndGet(Duration.ofMinutes(9).toNanos());
        assertThat(repeats.knows(key("done"))).isTrue();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());

        assertThat(repeats.knows(key("done"))).isFalse();
        nanos.addAndGet(Duration.ofDays(400).toNanos());
        assertThat(repeats.begin(key("slow"), new UnderWay("hash"))).contains(slow);
    }

    @Test
    void staysWithinItsSize_andKeepsWhatIsUnderWay() {
        UnderWay slow = begun("slow");
        int kept = 0;
        for (int i = 0; i < 500; i++) {
            repeats.end(key("k" + i), begun("k" + i), Optional.of(answer(4000)));
        }
        for (int i = 0; i < 500; i++) {
            kept += repeats.knows(key("k" + i)) ? 1 : 0;
        }

        assertThat(kept).isBetween(1, 100_000 / 6048);
        assertThat(repeats.begin(key("slow"), new UnderWay("hash"))).contains(slow);
    }
}
