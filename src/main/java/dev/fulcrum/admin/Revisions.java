package dev.fulcrum.admin;

import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.ledger.RevisionStore;
import dev.fulcrum.model.Act;
import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Problem;
import dev.fulcrum.policy.Built;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.policy.RevisionBuilder;
import dev.fulcrum.policy.RevisionShelf;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts revisions of the rules in force, and remembers which one was across restarts.
 *
 * <p>Bundles are built one after the other on a thread of their own. A bundle that is refused changes nothing. A revision
 * is durable, with its act in the audit, before it is in force. Thread-safe.
 */
public final class Revisions {
    private static final Logger LOG = LoggerFactory.getLogger(Revisions.class);
    private static final String GATEWAY = "fulcrum";

    /** What became of a wish to change the rules in force. */
    public sealed interface Result {
        /** The revision is in force. */
        record InForce(Revision revision, boolean changed) implements Result {}

        /** An operator pinned this one, and it stays; the directory was not put in force. */
        record Pinned(Revision revision) implements Result {}

        /** The bundle is refused and the old revision stays. */
        record Refused(List<Problem> problems) implements Result {
            public Refused {
                problems = List.copyOf(problems);
            }
        }

        /** No revision of this id is kept. */
        record Unknown(String id) implements Result {}
    }

    private final BundleLibrary library;
    private final RevisionBuilder builder;
    private final RevisionShelf shelf;
    private final RevisionStore store;
    private final Ledger ledger;
    private final ExecutorService thread;
    private final Clock clock;
    private volatile String directoryRevision = "";
    private volatile boolean pinned;

    /**
     * @param thread one thread, on which bundles are built
     */
    public Revisions(
            BundleLibrary library,
            RevisionBuilder builder,
            RevisionShelf shelf,
            RevisionStore store,
            Ledger ledger,
            ExecutorService thread,
            Clock clock) {
        this.library = library;
        this.builder = builder;
        this.shelf = shelf;
        this.store = store;
        this.ledger = ledger;
        this.thread = thread;
        this.clock = clock;
    }

    /**
     * Puts the first revision in force.
     *
     * <p>That is the directory's, unless an operator pinned another; and
     * if the directory's bundle is refused, the last one that was in force goes on.
     */
    public CompletionStage<Result> start() {
        return CompletableFuture.supplyAsync(this::startNow, thread);
    }

    private Result startNow() {
        Optional<RevisionStore.State> state = store.state();
        BundleLibrary.Reading reading = library.readDirectory();
        String found = reading.source().map(BundleSource::revision).orElse("");
        if (state.isPresent() && state.get().pinned() && !state.get().active().equals(found)) {
            Optional<Revision> kept = rebuild(state.get().active());
            if (kept.isPresent()) {
                directoryRevision = found;
                pinned = true;
                shelf.publish(kept.get());
                LOG.warn(
                        "revision {} is pinned by an operator and stays in force; the directory has {}, which comes into force after"
                                + " POST /admin/v1/revisions/unpin",
                        kept.get().id(),
                        found.isEmpty() ? "a bundle that is refused" : found);
                return new Result.InForce(kept.get(), false);
            }
        }
        Result result = build(reading, GATEWAY, "start", "the gateway started");
        if (result instanceof Result.Refused && state.isPresent()) {
            Optional<Revision> kept = rebuild(state.get().active());
            if (kept.isPresent()) {
                shelf.publish(kept.get());
                LOG.error(
                        "the rules directory is refused; revision {} goes on as before",
                        kept.get().id());
                return new Result.InForce(kept.get(), false);
            }
        }
        return result;
    }

    private Optional<Revision> rebuild(String id) {
        return store.files(id)
                .flatMap(files -> library.readStored(files).source())
                .flatMap(source -> builder.build(source).revision());
    }

    /** Reads the directory again and puts it in force if it is sound. */
    public CompletionStage<Result> reload(String who, String why) {
        return CompletableFuture.supplyAsync(() -> reloadNow(who, why), thread);
    }

    private Result reloadNow(String who, String why) {
        BundleLibrary.Reading reading = library.readDirectory();
        Optional<Revision> current = shelf.current();
        if (!pinned || current.isEmpty()) {
            return build(reading, who, "reload", why);
        }
        String found = reading.source().map(BundleSource::revision).orElse("");
        LOG.warn(
                "the rules directory has {}, but revision {} is pinned and stays in force until POST /admin/v1/revisions/unpin",
                found.isEmpty() ? "a bundle that is refused" : found,
                current.get().id());
        directoryRevision = found;
        return new Result.Pinned(current.get());
    }

    /** Lets the rules directory decide again, and puts it in force if it is sound; else the pinned revision goes on, pinned no more. */
    public CompletionStage<Result> unpin(String who, String why) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Optional<Revision> current = shelf.current();
                    if (pinned && current.isPresent()) {
                        RevisionStore.State state =
                                new RevisionStore.State(current.get().id(), directoryRevision, clock.instant(), false);
                        Act act = new Act(state.at(), who, "unpin", state.active(), why, Map.of());
                        ledger.record(act, handle -> store.activate(handle, state))
                                .toCompletableFuture()
                                .join();
                        pinned = false;
                    }
                    return build(library.readDirectory(), who, "reload", why);
                },
                thread);
    }

    /** Whether the revision in force stays whatever the rules directory holds. */
    public boolean pinned() {
        return pinned;
    }

    private Result build(BundleLibrary.Reading reading, String who, String verb, String why) {
        if (reading.source().isEmpty()) {
            return refuse(reading.problems(), who, verb, why);
        }
        BundleSource source = reading.source().get();
        Optional<Revision> current = shelf.current();
        if (current.isPresent() && current.get().id().equals(source.revision())) {
            directoryRevision = source.revision();
            return new Result.InForce(current.get(), false);
        }
        Built built = builder.build(source);
        if (built.revision().isEmpty()) {
            return refuse(built.errors(), who, verb, why);
        }
        built.warnings().forEach(it -> LOG.warn("{}", it));
        built.notes().forEach(it -> LOG.info("{}", it));
        directoryRevision = source.revision();
        return publish(built.revision().get(), who, verb, why, false);
    }

    private Result refuse(List<Problem> problems, String who, String verb, String why) {
        LOG.error("the rules directory is refused, {} to mend; the revision in force stays", problems.size());
        problems.forEach(it -> LOG.error("{}", it));
        String first = problems.isEmpty() ? "" : problems.get(0).toString();
        ledger.record(new Act(
                clock.instant(),
                who,
                verb + "-refused",
                "rules",
                why,
                Map.of("problems", Integer.toString(problems.size()), "first", first)));
        return new Result.Refused(problems);
    }

    private Result publish(Revision revision, String who, String verb, String why, boolean pin) {
        String before = shelf.current().map(Revision::id).orElse("");
        Act act = new Act(
                clock.instant(),
                who,
                verb,
                revision.id(),
                why,
                Map.of("before", before, "directory", directoryRevision, "pinned", Boolean.toString(pin)));
        RevisionStore.State state = new RevisionStore.State(revision.id(), directoryRevision, act.at(), pin);
        ledger.record(act, handle -> {
                    store.save(handle, revision.id(), revision.source().files(), act.at());
                    store.activate(handle, state);
                })
                .toCompletableFuture()
                .join();
        shelf.publish(revision);
        pinned = pin;
        LOG.info(
                "revision {} is in force{}: {} rules, built in {} ms",
                revision.id(),
                pin ? ", pinned" : "",
                revision.rules().size(),
                revision.buildMillis());
        return new Result.InForce(revision, true);
    }

    /** Puts an earlier revision back in force, and pins it; what the directory holds itself is not pinned. */
    public CompletionStage<Result> activate(String id, String who, String why) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Optional<Revision> current = shelf.current();
                    String found = library.readDirectory()
                            .source()
                            .map(BundleSource::revision)
                            .orElse("");
                    boolean pin = !id.equals(found);
                    if (current.isPresent() && current.get().id().equals(id) && pinned == pin) {
                        return new Result.InForce(current.get(), false);
                    }
                    Optional<Revision> kept = shelf.find(id).or(() -> rebuild(id));
                    return kept.map(it -> publish(it, who, "activate", why, pin))
                            .orElseGet(() -> new Result.Unknown(id));
                },
                thread);
    }

    /** The revisions that can be put in force, the newest first. */
    public List<RevisionStore.Kept> kept() {
        return store.list();
    }

    public Optional<Revision> current() {
        return shelf.current();
    }
}
