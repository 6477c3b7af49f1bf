package dev.fulcrum.policy;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.kie.api.runtime.KieSession;

/**
 * One evaluation of the rules of one session: which of them are asked, what they did, and how much work each has cost.
 *
 * <p>Every condition and consequence runs inside it, on the thread that began it. A rule that breaks, or works for too long, ends the run
 * by {@link Halt}; the engine then evaluates the others in a new one. Not thread-safe, but for {@link #hurry}.
 */
final class Run {
    /** Work that a run may always do, so that a pause of the whole process is nobody's fault: about a millisecond's. */
    private static final long FREE_WORK = 20_000;

    /** Combinations of facts that may be held at a time. */
    static final int COMBINATIONS = 100_000;

    /** Characters of texts that consequences may put together. */
    static final int WRITTEN = 8_000_000;

    private static final byte UNKNOWN = 0;
    private static final byte ASKED = 1;
    private static final byte CLOSED = 2;
    private static final ThreadLocal<Run> CURRENT = new ThreadLocal<>();

    private final RuleBase base;
    private final Predicate<String> silenced;
    private final byte[] states;
    private final long[] work;
    private final KieSession session;
    private final List<String> fired = new ArrayList<>();
    private final List<Made> made = new ArrayList<>(4);
    private final List<Breakage> consequences = new ArrayList<>(0);
    private int current;
    private int combinations;
    private long total;
    private long written;
    private Breakage breakage;
    private Throwable unexplained;
    private volatile boolean late;

    /** A proposal and its rule's id. */
    record Made(String rule, Proposal proposal) {}

    /**
     * What a rule broke on.
     *
     * @param late whether it worked for too long
     */
    record Breakage(String rule, String message, boolean late) {}

    /**
     * @param silenced ids of rules that are not asked
     */
    Run(RuleBase base, KieSession session, Predicate<String> silenced) {
        this.base = base;
        this.session = session;
        this.silenced = silenced;
        this.states = new byte[base.rules().size()];
        this.work = new long[base.rules().size()];
    }

    static Run current() {
        return CURRENT.get();
    }

    void begin() {
        CURRENT.set(this);
    }

    void end() {
        CURRENT.remove();
    }

    /** From another thread: its time is over. */
    void hurry() {
        late = true;
    }

    /** Whether a rule is asked at all. What is counted from now on is its work. */
    boolean enter(int rule) {
        byte state = states[rule];
        if (state == UNKNOWN) {
            state = silenced.test(base.rules().get(rule)) ? CLOSED : ASKED;
            states[rule] = state;
        }
        current = rule;
        return state == ASKED;
    }

    /** Whether a rule was asked something. */
    boolean asked(int rule) {
        return states[rule] == ASKED;
    }

    /** Counts work of the rule that was entered last, and ends the run when there was too much. */
    void work(long units) {
        work[current] += units;
        total += units;
        if (late && total > FREE_WORK) {
            throw stop(heaviest(), "ran past its time", true);
        }
    }

    /** Counts a combination of facts that fits together so far. */
    void combined() {
        if (++combinations > COMBINATIONS) {
            throw stop(current, "more than " + COMBINATIONS + " combinations of facts", false);
        }
    }

    /** Counts a text that a consequence put together, and hands it back. */
    String wrote(String text) {
        written += text.length();
        work(1 + text.length() / 64);
        if (written > WRITTEN) {
            throw stop(current, "texts of more than " + WRITTEN + " characters", false);
        }
        return text;
    }

    private int heaviest() {
        int heaviest = current;
        for (int i = 0; i < work.length; i++) {
            heaviest = work[i] > work[heaviest] ? i : heaviest;
        }
        return heaviest;
    }

    /** A condition broke: what to throw. */
    Halt broke(int rule, Throwable cause) {
        return stop(rule, cause.getClass().getSimpleName(), false);
    }

    private Halt stop(int rule, String message, boolean tooLate) {
        if (breakage == null) {
            breakage = new Breakage(base.rules().get(rule), message, tooLate);
        }
        return Halt.NOW;
    }

    /** A consequence broke; what it proposed before counts, and the others go on. However often the rule fires, it is one error. */
    void consequenceBroke(int rule, Throwable cause) {
        String id = base.rules().get(rule);
        if (consequences.stream().noneMatch(it -> it.rule().equals(id))) {
            consequences.add(new Breakage(id, cause.getClass().getSimpleName(), false));
        }
    }

    boolean admits(String name) {
        int rule = base.indexOf(name);
        if (!enter(rule)) {
            return false;
        }
        fired.add(base.rules().get(rule));
        return true;
    }

    void propose(int rule, Proposal proposal) {
        made.add(new Made(base.rules().get(rule), proposal));
    }

    void infer(Finding finding) {
        session.insert(finding);
    }

    /** The rule engine itself broke, unless it only passes on what a rule did. */
    void unexplained(Throwable cause) {
        if (breakage == null) {
            unexplained = cause;
        }
    }

    /** What broke outside of conditions and consequences; null when nothing did. */
    Throwable unexplained() {
        return unexplained;
    }

    /** A rule is found to be behind what broke. */
    void blame(String rule) {
        breakage = new Breakage(rule, unexplained.getClass().getSimpleName(), false);
    }

    /** The rule on which the run ended; null when it did not break. */
    Breakage breakage() {
        return breakage;
    }

    List<Breakage> consequences() {
        return consequences;
    }

    List<String> fired() {
        return fired;
    }

    List<Made> made() {
        return made;
    }
}
