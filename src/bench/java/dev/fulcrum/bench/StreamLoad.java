package dev.fulcrum.bench;

import java.time.Duration;

/**
 * What a round of streams asks for.
 *
 * @param streams open at the same time
 * @param opening time over which the first ones are opened, evenly
 * @param measured time behind it that counts
 */
record StreamLoad(int streams, Pace pace, Duration opening, Duration measured) {
    /** Added to the time that a stream should take, for streams that are late at the end of a round. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Events a second, if nothing is late. */
    double eventsInSecond() {
        return streams * pace.events() * 1000.0 / pace.millis();
    }

    /** After so long nobody waits for the last streams any longer, counted from the end of the measured time. */
    Duration patience() {
        return PATIENCE.plusMillis(pace.millis());
    }
}
