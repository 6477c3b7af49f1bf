package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fulcrum.model.Exchange;
import dev.fulcrum.upstream.Readiness;
import dev.fulcrum.upstream.Target;
import dev.fulcrum.upstream.UpstreamAnswer;
import dev.fulcrum.upstream.UpstreamRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PeersTest {
    private static final String CHAT = "openai.chat";
    private static final int MANY = 20_000;

    private final Named a = new Named("a");
    private final Named b = new Named("b");
    private final Named c = new Named("c");

    private static Route.Stop stop(Target target) {
        return new Route.Stop(target, Optional.empty(), false, Set.of(CHAT));
    }

    private static Peers.Member member(Target target, int weight) {
        return new Peers.Member(stop(target), weight);
    }

    private static Exchange exchange(String id, String subject) {
        return new Exchange(id, "app", CHAT, "r", "m", false, "en", subject, "", Instant.EPOCH);
    }

    private static List<String> names(List<Route.Stop> stops) {
        return stops.stream().map(it -> it.target().name()).toList();
    }

    private static String id(int number) {
        return "01KAS8X4QZ%016d".formatted(number);
    }

    @Test
    void firstByItsShare_whenExchangesAreMany() {
        Peers peers = new Peers(List.of(member(a, 3), member(b, 1), member(c, 2)), false);
        Map<String, Integer> firsts = new HashMap<>();
        Map<String, Integer> seconds = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            List<String> order = names(peers.order(exchange(id(i), "same")));
            firsts.merge(order.get(0), 1, Integer::sum);
            if (order.get(0).equals("a")) {
                seconds.merge(order.get(1), 1, Integer::sum);
            }
        }

        assertThat(firsts.get("a") / (double) MANY).isCloseTo(3 / 6.0, within(0.015));
        assertThat(firsts.get("b") / (double) MANY).isCloseTo(1 / 6.0, within(0.015));
        assertThat(firsts.get("c") / (double) MANY).isCloseTo(2 / 6.0, within(0.015));
        assertThat(seconds.get("c") / (double) firsts.get("a")).isCloseTo(2 / 3.0, within(0.02));
    }

    @Property(tries = 200)
    void sameOrder_wheneverTheExchangeIsTheSame(@ForAll String id, @ForAll String subject) {
        List<Peers.Member> members = List.of(member(a, 1), member(b, 7), member(c, 2));
        List<Peers.Member> otherwise = List.of(members.get(2), members.get(0), members.get(1));

        for (boolean sticky : List.of(true, false)) {
            List<String> order = names(new Peers(members, sticky).order(exchange(id, subject)));
            assertThat(names(new Peers(otherwise, sticky).order(exchange(id, subject))))
                    .isEqualTo(order);
            assertThat(order).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void staysWithItsTarget_whenTheChoiceIsSticky() {
        Peers peers = new Peers(List.of(member(a, 1), member(b, 1), member(c, 1)), true);

        for (int i = 0; i < 100; i++) {
            assertThat(names(peers.order(exchange(id(i), "subject"))))
                    .isEqualTo(names(peers.order(exchange(id(0), "subject"))));
        }
    }

    @Property(tries = 100)
    void onlyWhatWasItsOwnMoves_whenATargetIsOut(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 100) Integer> weights,
            @ForAll @IntRange(min = 0, max = 7) int which) {
        List<Named> targets = new ArrayList<>();
        List<Peers.Member> members = new ArrayList<>();
        for (int weight : weights) {
            targets.add(new Named("t" + targets.size()));
            members.add(member(targets.get(targets.size() - 1), weight));
        }
        Peers peers = new Peers(members, true);
        Named out = targets.get(which % targets.size());
        for (int i = 0; i < 200; i++) {
            List<String> before = names(peers.order(exchange("x", id(i))));
            out.readiness = Readiness.OUT;
            List<String> after = names(peers.order(exchange("x", id(i))));
            out.readiness = Readiness.READY;

            List<String> expected = new ArrayList<>(before);
            expected.remove(out.name());
            expected.add(out.name());
            assertThat(after).isEqualTo(expected);
        }
    }

    @Test
    void readierGoFirst_whenSomeCoolOrAreOut() {
        Peers peers = new Peers(List.of(member(a, 100), member(b, 1), member(c, 1)), false);
        a.readiness = Readiness.OUT;
        b.readiness = Readiness.COOLING;

        assertThat(names(peers.order(exchange(id(1), "s")))).containsExactly("c", "b", "a");
    }

    @Test
    void onlyThoseThatSpeakTheSurface_whenSomeDoNot() {
        Route.Stop mute = new Route.Stop(b, Optional.empty(), false, Set.of("anthropic.messages"));
        Peers peers = new Peers(List.of(member(a, 1), new Peers.Member(mute, 9)), false);

        assertThat(names(peers.order(exchange(id(1), "s")))).containsExactly("a");
    }

    @Test
    void groupsComeInTheirOrder_behindTheTargetThatARuleNamed() {
        Route route = new Route(
                "r",
                Set.of(),
                List.of(),
                List.of(new Peers(List.of(member(a, 1), member(b, 1)), false), new Peers(List.of(member(c, 1)), false)),
                true,
                false,
                new HoldBack(HoldBack.Way.WHOLE, 240),
                Duration.ofMinutes(2),
                3);
        Routes routes = new Routes(List.of(route), Map.of("a", stop(a), "b", stop(b), "c", stop(c)));

        assertThat(names(routes.stops(route, Optional.empty(), exchange(id(1), "s"))))
                .hasSize(3)
                .endsWith("c");
        assertThat(names(routes.stops(route, Optional.of("b"), exchange(id(1), "s"))))
                .containsExactly("b", "a", "c");
    }

    /** A target that is never asked. */
    private static final class Named implements Target {
        private final String name;
        private Readiness readiness = Readiness.READY;

        private Named(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Readiness readiness() {
            return readiness;
        }

        @Override
        public Future<UpstreamAnswer> send(UpstreamRequest request) {
            return Future.failedFuture(new AssertionError("never asked"));
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
