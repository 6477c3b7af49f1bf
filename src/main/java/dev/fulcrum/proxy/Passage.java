package dev.fulcrum.proxy;

import dev.fulcrum.account.Account;
import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Switches;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.policy.Standing;
import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.Surface;
import dev.fulcrum.upstream.Places;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What one exchange knows of itself on its way. Confined to the event loop of its connection. */
final class Passage {
    private final String id;
    private final Surface surface;
    private final Instant at;
    private final Timeline time = new Timeline();
    private final Judgements judgements = new Judgements(time);
    private final List<Attempt> attempts = new ArrayList<>();
    private String app = "";
    private Exchange exchange;
    private Revision revision;
    private Switches switches = Switches.NONE;
    private Standing standing;
    private String target = "";
    private Optional<String> caseId = Optional.empty();
    private Optional<String> replayOf = Optional.empty();
    private Tokens tokens = Tokens.NONE;
    private Tokens discarded = Tokens.NONE;
    private final Consumption consumption = new Consumption();
    private final Copy copy = new Copy();
    private Account account = Account.UNLIMITED;
    private boolean settled;
    private String answerClass = "";
    private String finishReason = "";
    private OptionalInt releasedCharacters = OptionalInt.empty();
    private AnswerReader sending;
    private boolean left;
    private boolean goesOn;
    private Optional<Failure> deserted = Optional.empty();
    private Optional<Failure> interruption = Optional.empty();
    private Runnable onLeave = () -> {};
    private final Promise<Void> gone = Promise.promise();
    private Held.Share held = new Held(Long.MAX_VALUE).share();
    private Optional<Places.Place> place = Optional.empty();

    Passage(String id, Surface surface, Instant at) {
        this.id = id;
        this.surface = surface;
        this.at = at;
    }

    String id() {
        return id;
    }

    Surface surface() {
        return surface;
    }

    Instant at() {
        return at;
    }

    /** Where its time goes. */
    Timeline time() {
        return time;
    }

    /** What rules found and decided. */
    Judgements judgements() {
        return judgements;
    }

    void calledBy(String name) {
        app = name;
    }

    String app() {
        return app;
    }

    /** What is known of the exchange; with blanks where it failed before it was known. */
    Exchange exchange() {
        return exchange != null ? exchange : new Exchange(id, app, surface.id(), "", "", false, "en", "", "", at);
    }

    void begin(Exchange known, Revision inForce, Switches switched) {
        exchange = known;
        revision = inForce;
        switches = switched;
        standing = inForce.standing(switched, known.app(), at);
    }

    /** How the rules stand for its caller; known once it has begun. */
    Standing standing() {
        return standing;
    }

    Switches switches() {
        return switches;
    }

    String revisionId() {
        return revision == null ? "" : revision.id();
    }

    void tried(Attempt attempt) {
        attempts.add(attempt.among(attempts.size() + 1, false, false));
        time.tried(attempt.millis());
    }

    List<Attempt> attempts() {
        return attempts;
    }

    /**
     * The tries so far as facts, the newest last.
     *
     * @param last whether nothing can be asked any more
     */
    List<Attempt> attemptsSoFar(boolean last) {
        List<Attempt> facts = new ArrayList<>(attempts);
        Attempt newest = facts.remove(facts.size() - 1);
        facts.add(newest.among(newest.number(), true, last));
        return facts;
    }

    /** Notes what an answer had cost that is given up for another one. */
    void discarded(Tokens used) {
        discarded = new Tokens(discarded.input() + used.input(), discarded.output() + used.output());
    }

    /** Takes that back, since the answer is used after all. */
    void kept(Tokens used) {
        discarded = new Tokens(discarded.input() - used.input(), discarded.output() - used.output());
    }

    /** Tokens of answers that were given up for others, as far as their models reported them. */
    Tokens discarded() {
        return discarded;
    }

    /** Names the account that is charged. */
    void charges(Account charged) {
        account = charged;
    }

    Account account() {
        return account;
    }

    /** The answers that it used. */
    Consumption consumption() {
        return consumption;
    }

    /** The copy of what goes to the caller. */
    Copy copy() {
        return copy;
    }

    /** Whether its use is to be charged now: true once. */
    boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    void servedBy(String name) {
        target = name;
    }

    String target() {
        return target;
    }

    void opened(String id) {
        caseId = Optional.of(id);
    }

    Optional<String> caseId() {
        return caseId;
    }

    /** Notes that the answer of an earlier exchange is given again. */
    void replays(String earlier) {
        replayOf = Optional.of(earlier);
    }

    Optional<String> replayOf() {
        return replayOf;
    }

    void answered(String kind, String finish, Tokens used) {
        answerClass = kind;
        finishReason = finish;
        tokens = used;
    }

    String answerClass() {
        return answerClass;
    }

    String finishReason() {
        return finishReason;
    }

    Tokens tokens() {
        return tokens;
    }

    /** Notes how many characters of an answer went out before a rule stopped it. */
    void stoppedAfter(int characters) {
        releasedCharacters = OptionalInt.of(characters);
    }

    /** How many characters of an answer went out before a rule stopped it; empty when none did. */
    OptionalInt releasedCharacters() {
        return releasedCharacters;
    }

    /** Notes that a stream goes to the caller while it comes, and what reads it. */
    void sends(AnswerReader reader) {
        sending = reader;
    }

    /** What reads the stream that goes to the caller; none before one begins. */
    AnswerReader sending() {
        return sending;
    }

    /** What to stop when the exchange is interrupted from now on; runs at once when it has been already. */
    void whenLeft(Runnable stop) {
        onLeave = stop;
        if (interruption.isPresent()) {
            stop.run();
        }
    }

    /** Completes when the caller has left, or the exchange was interrupted. */
    Future<Void> gone() {
        return gone.future();
    }

    /** Notes the place among the exchanges under way, to be given back at the end. */
    void takes(Places.Place taken) {
        place = Optional.of(taken);
    }

    /** Counts what it holds. */
    void holds(Held.Share share) {
        held = share;
    }

    /** The bytes that it holds. */
    Held.Share held() {
        return held;
    }

    /** Gives its place to the next exchange, and the room that it took. */
    void end() {
        held.end();
        place.ifPresent(Places.Place::leave);
    }

    /** Goes on although the caller may leave: its answer is kept for a retry. */
    void goesOn() {
        goesOn = true;
    }

    /** Whether the caller has left while the exchange goes on for its retry. */
    boolean awaitsRetry() {
        return deserted.isPresent() && !left;
    }

    /** Notes that nobody can get the answer any more, if its caller has left: there is no room to keep it. */
    void notKept() {
        goesOn = false;
        deserted.ifPresent(this::leave);
    }

    /**
     * Notes that the caller is gone.
     *
     * @param why what the ledger says of it, unless the exchange was interrupted before
     */
    void leave(Failure why) {
        deserted = Optional.of(why);
        if (goesOn) {
            return;
        }
        left = true;
        interrupt(why);
    }

    /** Stops whatever is under way, which fails with this. The first word counts. */
    void interrupt(Failure why) {
        if (interruption.isEmpty()) {
            interruption = Optional.of(why);
        }
        gone.tryComplete();
        onLeave.run();
    }

    /** Why it was stopped by something that is no target's doing: the caller left, or the gateway stops. */
    Optional<Failure> interruption() {
        return interruption;
    }

    boolean hasLeft() {
        return left;
    }
}
