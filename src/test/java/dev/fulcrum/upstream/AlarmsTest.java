package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final List<String> rung = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void alarmsRingInTheirOrderAndNotEarly_whenTheyAreSetInAnother() {
        long begun = System.nanoTime();
        List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
        onLoop(done -> {
            for (int millis : new int[] {90, 10, 50, 30, 70}) {
                Alarm unused = Alarms.in(Duration.ofMillis(millis), () -> {
                    nanos.add(System.nanoTime() - begun - TimeUnit.MILLISECONDS.toNanos(millis));
                    rung.add("" + millis);
                    if (millis == 90) {
                        done.complete();
                    }
                });
            }
        });

        assertThat(rung).containsExactly("10", "30", "50", "70", "90");
        assertThat(nanos).allMatch(late -> late >= 0);
    }

    @Test
    void alarmDoesNotRing_whenItWasTakenBack() {
        onLoop(done -> {
            Alarm alarm = Alarms.in(Duration.ofMillis(5), () -> rung.add("taken back"));
            Alarm unused = Alarms.in(Duration.ofMillis(60), done::complete);
            alarm.cancel();
            alarm.cancel();
        });

        assertThat(rung).isEmpty();
    }

    @Test
    void alarmDoesNotRing_whenAnotherThatRingsAtTheSameTimeTakesItBack() {
        onLoop(done -> {
            List<Alarm> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(Alarms.in(Duration.ofMillis(8), () -> {
                    rung.add("one of two");
                    both.forEach(Alarm::cancel);
                }));
            }
            Alarm unused = Alarms.in(Duration.ofMillis(60), done::complete);
        });

        assertThat(rung).containsExactly("one of two");
    }

    @Test
    void alarmRings_whenAnAlarmSetsItAndTheWheelHadStoodStill() {
        onLoop(done -> {
            Alarm unused = Alarms.in(Duration.ZERO, done::complete);
        });
        onLoop(done -> {
            Alarm unused = Alarms.in(Duration.ofMillis(1), () -> {
                Alarm unusedToo = Alarms.in(Duration.ofMillis(1), done::complete);
            });
        });
    }

    @Test
    void alarmRingsOnce_whenItIsSetForMoreThanATurnOfTheWheel() {
        onLoop(done -> {
            Alarm unused = Alarms.in(Duration.ofMillis(2_100), () -> rung.add("far"));
            Alarm unusedToo = Alarms.in(Duration.ofMillis(2_200), done::complete);
            Alarm unusedEither = Alarms.in(Duration.ofMillis(52), () -> rung.add("near"));
        });

        assertThat(rung).containsExactly("near", "far");
    }

    @Test
    void alarmRings_whenTheOneThatTheWheelWaitedForWasTakenBack() {
        onLoop(done -> {
            Alarm unused = Alarms.in(Duration.ofMillis(90), done::complete);
            Alarm awaited = Alarms.in(Duration.ofMillis(20), () -> rung.add("taken back"));
            awaited.cancel();
            Alarm unusedToo = Alarms.in(Duration.ofMillis(40), () -> rung.add("sooner"));
        });

        assertThat(rung).containsExactly("sooner");
    }

    @Test
    void alarmRings_whenAllWereTakenBackWhileTheWheelWaited() {
        onLoop(done -> {
            Alarms.in(Duration.ofMillis(30), () -> rung.add("taken back")).cancel();
            Alarm unused = Alarms.in(Duration.ofMillis(60), done::complete);
        });

        assertThat(rung).isEmpty();
    }

    @Test
    void exactlyThoseRingThatWereNotTakenBack_whenThereAreThousands() {
        Random random = new Random(20_261_126);
        List<String> expected = new ArrayList<>();
        onLoop(done -> {
            for (int i = 0; i < 5_000; i++) {
                String name = "" + i;
                Alarm alarm = Alarms.in(Duration.ofMillis(random.nextInt(200)), () -> rung.add(name));
                if (random.nextInt(4) > 0) {
                    alarm.cancel();
                } else {
                    expected.add(name);
                }
            }
            Alarm unused = Alarms.in(Duration.ofMillis(250), done::complete);
        });

        assertThat(rung).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void alarmRingsInTheContextInWhichItWasSet() {
        onLoop(done -> {
            Context own = Vertx.currentContext();
            Alarm unused = Alarms.in(Duration.ofMillis(1), () -> {
                rung.add("same: " + (Vertx.currentContext() == own));
                done.complete();
            });
        });

        assertThat(rung).containsExactly("same: true");
    }

    @Test
    void refusesToBeSet_whenTheCallerIsNotOnAnEventLoop() {
        assertThatThrownBy(() -> Alarms.in(Duration.ZERO, () -> {})).isInstanceOf(IllegalStateException.class);
    }

    private void onLoop(Consumer<Promise<Void>> work) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(turn -> work.accept(done));
        assertThat(done.future().toCompletionStage().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
    }
}
