package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Switches;
import dev.fulcrum.policy.Revision.Interest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Instant NOW = Bundles.NOW;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Revision revision = Bundles.build(Bundles.source(
                    Bundles.file(Bundles.rule(
                            "request/a",
                            "exists Finding( kind == \"topic.refund\" )",
                            "insert( Block.because( \"no\" ) );")),
                    "request/a"))
            .revision()
            .orElseThrow();

    @Test
    void rulesAreOff_forTheApplicationsTheyWereSwitchedOffFor() {
        Switches switches = Switches.NONE.with("request/a", off(Set.of("shop"), Optional.empty()));

        assertThat(revision.standing(switches, "shop", NOW).off()).containsExactly("request/a");
        assertThat(revision.standing(switches, "bank", NOW).off()).isEmpty();
    }

    @Test
    void whatStoodBeforeReturns_whenASwitchLapses() {
        Switches switches = Switches.NONE.with("request/a", off(Set.of(), Optional.of(NOW.plus(HOUR))));

        assertThat(revision.standing(switches, "shop", NOW).off()).containsExactly("request/a");
        assertThat(revision.standing(switches, "shop", NOW.plus(HOUR)).off()).isEmpty();
        assertThat(revision.standing(switches, "shop", NOW.plus(HOUR).minusMillis(1))
                        .off())
                .as("an exchange that began before the lapse")
                .containsExactly("request/a");
    }

    @Test
    void otherSwitchesCountAtOnce() {
        Switches before = Switches.NONE.with("request/a", off(Set.of(), Optional.empty()));

        assertThat(revision.standing(before, "shop", NOW).off()).containsExactly("request/a");
        assertThat(revision.standing(Switches.NONE, "shop", NOW).off()).isEmpty();
    }

    @Test
    void standingIsWorkedOutOnce_untilSomethingChanges() {
        Switches switches = Switches.NONE.with("request/a", off(Set.of(), Optional.of(NOW.plus(HOUR))));
        Standing first = revision.standing(switches, "shop", NOW);

        assertThat(revision.standing(switches, "shop", NOW.plusSeconds(60))).isSameAs(first);
        assertThat(revision.standing(switches, "shop", NOW.plus(HOUR))).isNotSameAs(first);
    }

    @Test
    void strongestInterestOfTheWaysATryCanEndCounts() {
        Standing standing = new Standing(
                Set.of(),
                Revision.Reach.NONE,
                Map.of(Attempt.Outcome.TIMEOUT, Interest.WATCH, Attempt.Outcome.REFUSED, Interest.ACT));

        assertThat(standing.interest(Set.of(Attempt.Outcome.TIMEOUT))).isEqualTo(Interest.WATCH);
        assertThat(standing.interest(Set.of(Attempt.Outcome.TIMEOUT, Attempt.Outcome.REFUSED)))
                .isEqualTo(Interest.ACT);
        assertThat(standing.interest(Set.of(Attempt.Outcome.CUT))).isEqualTo(Interest.NONE);
        assertThat(revision.standing(Switches.NONE, "shop", NOW).interest(Set.of(Attempt.Outcome.CUT)))
                .as("a bundle without rules of the " + Phase.FAILURE.id() + " phase")
                .isEqualTo(Interest.NONE);
    }

    private static Switch off(Set<String> apps, Optional<Instant> until) {
        return new Switch(Switch.Mode.OFF, 0, apps, until, "test", "operator", NOW.minusSeconds(1));
    }
}
