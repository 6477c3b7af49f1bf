package dev.fulcrum.proxy;

import dev.fulcrum.model.Outcome;
import dev.fulcrum.upstream.Alarm;
import dev.fulcrum.upstream.Alarms;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * Keeps alive the connection of a caller that awaits a stream, however long the model thinks or rules hold its words back: after some silence the head
 * goes out, and a comment with every further silence, which every reader of event streams skips. Balancers in between cut what is silent for a minute.
 *
 * <p>For one exchange; confined to its event loop.
 */
final class Pulse {
    private static final String COMMENT = ": still here\n\n";

    private final Duration rhythm;
    private final Passage passage;
    private final HttpServerResponse response;
    private final Recorder recorder;
    private Alarm alarm;
    private boolean over;

    private Pulse(Duration rhythm, Passage passage, HttpServerResponse response, Recorder recorder) {
        this.rhythm = rhythm;
        this.passage = passage;
        this.response = response;
        this.recorder = recorder;
    }

    /** Begins, if the caller awaits a stream; {@link #stop} ends it. */
    static Pulse begin(Duration rhythm, Passage passage, Admitted admitted, Recorder recorder) {
        Pulse pulse = new Pulse(rhythm, passage, admitted.http().response(), recorder);
        if (admitted.request().stream()) {
            pulse.rest();
        }
        return pulse;
    }

    private void rest() {
        alarm = Alarms.in(rhythm, this::beat);
    }

    void stop() {
        over = true;
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private boolean isOver() {
        return over
                || response.ended()
                || response.closed()
                || passage.interruption().isPresent();
    }

    private void beat() {
        if (isOver()) {
            return;
        }
        if (!response.headWritten()) {
            // what a rule did shows in the head, so it is on record first
            Future<Void> onRecord = passage.judgements().acted() ? recorder.intent(passage) : Future.succeededFuture();
            onRecord.onSuccess(recorded -> {
                if (!isOver() && !response.headWritten()) {
                    Reply.head(response.headers(), passage, Outcome.ANSWERED);
                    response.headers().remove("x-fulcrum-outcome"); // nobody knows it yet
                    response.putHeader("content-type", "text/event-stream; charset=utf-8");
                    response.putHeader("cache-control", "no-cache").setChunked(true);
                    comment();
                }
            });
        } else if (passage.copy().betweenEvents(rhythm) && !response.writeQueueFull()) {
            comment();
        }
        rest();
    }

    private void comment() {
        Future<Void> unused = response.write(COMMENT).otherwiseEmpty();
    }
}
