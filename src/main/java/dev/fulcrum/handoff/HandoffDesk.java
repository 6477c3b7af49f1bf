package dev.fulcrum.handoff;

import com.github.f4b6a3.ulid.UlidFactory;
import dev.fulcrum.handoff.Case.State;
import dev.fulcrum.model.Act;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Opens cases, gives them to people and keeps what they answer. Thread-safe.
 *
 * <p>Stages complete on the writing thread once the change is on the disk, so that nobody is told of a case that a crash
 * can take back; what depends on them must not block. A stage fails when the file could not be written. Methods that
 * return values at once read the file and block.
 */
public final class HandoffDesk {
    private static final String PREFIX = "case_";

    private final Jdbi writer;
    private final Executor writerThread;
    private final Jdbi readers;
    private final InstantSource clock;
    private final BiConsumer<Handle, Act> record;
    private final CaseStore store = new CaseStore();
    private final UlidFactory ulids = UlidFactory.newMonotonicInstance();

    /**
     * @param writer for tasks on {@code writerThread} only
     * @param record writes what a person did into the ledger, in the same transaction as the change itself
     */
    public HandoffDesk(
            Jdbi writer, Executor writerThread, Jdbi readers, InstantSource clock, BiConsumer<Handle, Act> record) {
        this.writer = writer;
        this.writerThread = writerThread;
        this.readers = readers;
        this.clock = clock;
        this.record = record;
    }

    /** Opens a case; completes when it is on the disk. */
    public CompletionStage<Case> open(NewCase opened) {
        Instant at = now();
        String id = PREFIX + ulids.create(at.toEpochMilli());
        return write(handle -> {
            store.insert(handle, id, opened, at);
            return store.find(handle, id).orElseThrow();
        });
    }

    /** Gives a case that is open, or whose holder's token is revoked, to a person. */
    public CompletionStage<CaseResult> claim(String id, String who) {
        return claim(id, who, false);
    }

    /**
     * Gives a case to a person.
     *
     * @param fromAnyone whether it may be taken from who holds it
     */
    public CompletionStage<CaseResult> claim(String id, String who, boolean fromAnyone) {
        return write(handle -> {
            if (store.claim(handle, id, who, now())) {
                return result(handle, id, who, true, State.CLAIMED, "case-claim");
            }
            String holder = holder(handle, id);
            boolean done = store.takeOver(handle, id, who, now(), fromAnyone);
            return result(handle, id, who, done, State.CLAIMED, "case-take-over", Map.of("from", holder));
        });
    }

    /** Puts a case back into the queue; who claimed it can, and anyone when the holder's token is revoked. */
    public CompletionStage<CaseResult> release(String id, String who) {
        return release(id, who, false);
    }

    /**
     * Puts a case back into the queue.
     *
     * @param ofAnyone whether it may be another's
     */
    public CompletionStage<CaseResult> release(String id, String who, boolean ofAnyone) {
        return write(handle -> {
            String holder = holder(handle, id);
            boolean done = store.release(handle, id, who, ofAnyone);
            Map<String, String> from = holder.equals(who) ? Map.of() : Map.of("from", holder);
            return result(handle, id, who, done, State.OPEN, "case-release", from);
        });
    }

    private String holder(Handle handle, String id) {
        return store.find(handle, id).flatMap(Case::claim).map(Case.Claim::who).orElse("");
    }

    /**
     * Keeps a person's answer; only who claimed the case can give it, and once.
     *
     * @throws IllegalArgumentException when the answer is blank
     */
    public CompletionStage<CaseResult> answer(String id, String who, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an answer to a case must say something; release the case instead");
        }
        return write(handle -> {
            boolean done = store.answer(handle, id, who, text, now());
            return result(handle, id, who, done, State.ANSWERED, "case-answer");
        });
    }

    public Optional<Case> find(String id) {
        return readers.withHandle(handle -> store.find(handle, id));
    }

    /** The case for the application that asked; for any other it is as if there were none. */
    public Optional<Case> forApp(String id, String app) {
        return find(id).filter(found -> found.app().equals(app));
    }

    /** What the user asked, with the conversation: for the person who answers, and for nobody else. */
    public Optional<String> question(String id) {
        return readers.withHandle(handle -> store.question(handle, id));
    }

    /** Cases in a state and at a desk, the oldest first. */
    public List<Case> list(Optional<State> state, Optional<String> desk, int limit) {
        return readers.withHandle(handle -> store.list(handle, state, desk, limit));
    }

    /** How many cases of a desk are not answered yet. */
    public long openCount(String desk) {
        return readers.withHandle(handle -> store.waiting(handle, desk));
    }

    private CaseResult result(Handle handle, String id, String who, boolean done, State wished, String verb) {
        return result(handle, id, who, done, wished, verb, Map.of());
    }

    private CaseResult result(
            Handle handle, String id, String who, boolean done, State wished, String verb, Map<String, String> more) {
        Optional<Case> found = store.find(handle, id);
        if (found.isEmpty()) {
            return new CaseResult.Unknown(id);
        }
        Case now = found.get();
        if (done) {
            record.accept(handle, act(who, verb, now, more));
            return new CaseResult.Done(now);
        }
        boolean own = now.claim().map(claim -> claim.who().equals(who)).orElse(false);
        return switch (now.state()) {
            case OPEN -> new CaseResult.NotClaimed(now);
            case ANSWERED -> new CaseResult.AlreadyAnswered(now);
            // claimed twice by the same person: a repeated call, which is as good
            case CLAIMED -> own && wished == State.CLAIMED ? new CaseResult.Done(now) : new CaseResult.HeldByOther(now);
        };
    }

    private Act act(String who, String verb, Case now, Map<String, String> more) {
        Map<String, String> details = new HashMap<>(more);
        details.putAll(Map.of("desk", now.desk(), "rule", now.rule(), "exchange", now.exchange()));
        return new Act(now(), who, verb, now.id(), "", details);
    }

    /** To the millisecond, as the file keeps it. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private <T> CompletionStage<T> write(Function<Handle, T> change) {
        return CompletableFuture.supplyAsync(() -> writer.inTransaction(change::apply), writerThread);
    }
}
