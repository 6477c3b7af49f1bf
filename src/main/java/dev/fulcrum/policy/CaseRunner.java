package dev.fulcrum.policy;

import dev.fulcrum.model.Circumstances;
import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.JoinedFindings;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleCase;
import dev.fulcrum.model.UserTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Plays a bundle's examples through its own rules. */
final class CaseRunner {
    private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final PolicyEngine engine;
    private final Set<String> desks;
    private final Predicate<String> turnsAway;
    private final int rounds;

    /**
     * @param desks names of the desks that the configuration has
     * @param turnsAway whether a text of the model turns the user away
     * @param rounds how often each example is evaluated
     */
    CaseRunner(PolicyEngine engine, Set<String> desks, Predicate<String> turnsAway, int rounds) {
        this.engine = engine;
        this.desks = desks;
        this.turnsAway = turnsAway;
        this.rounds = rounds;
    }

    /** What one example showed; {@code surprise} is empty when the rule did what the example says. */
    CaseResult run(Revision revision, RuleCase example) {
        Phase phase = Phase.ofRule(example.rule()).orElseThrow();
        Facts facts = facts(revision, phase, example);
        Evaluation evaluation = engine.evaluate(revision, phase, facts, rule -> false);
        boolean fired = evaluation.fired().contains(example.rule());
        List<String> kinds =
                facts.findings().stream().map(Finding::kind).distinct().toList();
        Optional<String> broken = broken(evaluation);
        if (broken.isPresent()) {
            return new CaseResult(example, fired, broken.get(), kinds);
        }
        String surprise = fired == example.fires() ? steady(revision, phase, example, facts) : surprise(example);
        return new CaseResult(example, fired, surprise, kinds);
    }

    private static Optional<String> broken(Evaluation evaluation) {
        return evaluation.errors().stream()
                .findFirst()
                .map(error -> "a rule broke: " + (error.rule().isEmpty() ? "" : error.rule() + ": ") + error.message());
    }

    /** Plays it again and again, since what shows only after some evaluations would show on callers; empty when nothing else comes out. */
    private String steady(Revision revision, Phase phase, RuleCase example, Facts facts) {
        long begun = System.nanoTime();
        for (int round = 2; round <= rounds && System.nanoTime() - begun < ENOUGH_NANOS; round++) {
            Evaluation again = engine.evaluate(revision, phase, facts, rule -> false);
            Optional<String> broken = broken(again);
            if (broken.isPresent()) {
                return broken.get() + ", at evaluation " + round;
            }
            if (again.fired().contains(example.rule()) != example.fires()) {
                return surprise(example) + ", at evaluation " + round;
            }
        }
        return "";
    }

    private static String surprise(RuleCase example) {
        return example.fires()
                ? "the rule stayed silent, it should have fired"
                : "the rule fired, it should have stayed silent";
    }

    private Facts facts(Revision revision, Phase phase, RuleCase example) {
        CaseScene scene = CaseScene.of(phase, example);
        return new Facts(
                exchange(example, UserTexts.of(scene.messages()).language()),
                Conversation.of(scene.messages(), turnsAway),
                scene.messages(),
                scene.toolCalls(),
                scene.toolResults(),
                findings(revision.inspection(phase), scene.parts(), example),
                scene.answers(),
                example.attempts(),
                new Circumstances(
                        desks(example),
                        example.setting().loads(),
                        example.setting().allowances()));
    }

    private static List<Finding> findings(Inspection inspection, List<Part> parts, RuleCase example) {
        List<Finding> stated = new ArrayList<>();
        for (RuleCase.Stated one : example.findings()) {
            parts.stream()
                    .filter(part -> isAt(part, one.place()))
                    .reduce((earlier, later) -> later)
                    .map(part -> new Finding(one.kind(), part, one.score(), 1, List.of()))
                    .ifPresent(stated::add);
        }
        return JoinedFindings.of(inspection.inspectAtLeisure(parts), stated);
    }

    private static boolean isAt(Part part, String place) {
        boolean answer = part.kind().equals(Part.CHOICE);
        return place.equals(RuleCase.Stated.ANSWER)
                ? answer
                : !answer && part.role().equals(place) && !part.kind().equals(Part.TOOL_CALL) && !part.unreadable();
    }

    private static Exchange exchange(RuleCase example, String language) {
        RuleCase.Setting setting = example.setting();
        return new Exchange(
                "case",
                setting.app(),
                "openai.chat",
                setting.route(),
                "case",
                false,
                language,
                "case",
                setting.tenant(),
                setting.at());
    }

    private List<Desk> desks(RuleCase example) {
        Set<String> names = new TreeSet<>(desks);
        Map<String, Boolean> told = example.setting().desks();
        names.addAll(told.keySet());
        return names.stream()
                .map(name -> new Desk(name, told.getOrDefault(name, true), "Mon-Fri 09:00-18:00"))
                .toList();
    }
}
