package dev.fulcrum.config;

import dev.fulcrum.config.Form.Parsed;
import dev.fulcrum.config.Target.Breaker;
import dev.fulcrum.config.Target.Guard;
import java.time.Duration;
import java.util.Optional;

/** Reads what protects a target: {@code concurrency}, {@code queue}, {@code queue-time} and {@code breaker}. */
final class GuardReader {
    private static final Form<String> NONE = Form.of(
            "a mapping such as { failures: 50%, of: 20 }, or none",
            text -> text.equals("none") ? Parsed.of(text) : Parsed.wrong("is neither"));

    private GuardReader() {}

    /** @param connections how many exchanges a target is given that says nothing */
    static Guard read(Section section, int connections) {
        return new Guard(
                section.get("concurrency", Form.whole(1, 1_000_000), connections),
                section.get("queue", Form.whole(0, 1_000_000), 1_000),
                section.get("queue-time", Units.duration("1ms", "10m"), Duration.ofSeconds(5)),
                breaker(section));
    }

    private static Optional<Breaker> breaker(Section section) {
        Optional<Value> value = section.find("breaker");
        if (value.isPresent() && value.get().isScalar()) {
            value.get().read(NONE);
            return Optional.empty();
        }
        Section trip = section.section("breaker");
        int of = trip.get("of", Form.whole(1, 1_000), 20);
        Breaker breaker = new Breaker(
                trip.get("failures", Units.percent(), 50),
                of,
                trip.get("minimum", Form.whole(1, 1_000), Math.min(10, of)),
                trip.get("pause", Units.duration("10ms", "1h"), Duration.ofSeconds(10)));
        if (breaker.minimum() > of) {
            trip.problem(
                    "minimum",
                    "`" + breaker.minimum() + "` is more than the " + of + " attempts that count",
                    "lower it, or raise `of`");
        }
        trip.close();
        return Optional.of(breaker);
    }
}
