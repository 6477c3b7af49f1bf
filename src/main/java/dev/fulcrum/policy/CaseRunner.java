package dev.fulcrum.policy;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Message;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleCase;
import dev.fulcrum.model.ToolResult;
import dev.fulcrum.model.UserTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Plays a bundle's examples through its own rules. */
final class CaseRunner {
    private final PolicyEngine engine;
    private final Set<String> desks;
    private final Predicate<String> turnsAway;

    /**
     * @param desks names of the desks that the configuration has
     * @param turnsAway whether a text of the model turns the user away
     */
    CaseRunner(PolicyEngine engine, Set<String> desks, Predicate<String> turnsAway) {
        this.engine = engine;
        this.desks = desks;
        this.turnsAway = turnsAway;
    }

    /** What one example showed; {@code surprise} is empty when the rule did what the example says. */
    CaseResult run(Revision revision, RuleCase example) {
        Phase phase = Phase.ofRule(example.rule()).orElseThrow();
        Facts facts = facts(revision, phase, example);
        Evaluation evaluation = engine.evaluate(revision, phase, facts, rule -> false);
        boolean fired = evaluation.fired().contains(example.rule());
        List<String> kinds =
                facts.findings().stream().map(Finding::kind).distinct().toList();
        if (!evaluation.errors().isEmpty()) {
            return new CaseResult(
                    example,
                    fired,
                    "a rule broke: " + evaluation.errors().get(0).message(),
                    kinds);
        }
        return new CaseResult(example, fired, fired == example.fires() ? "" : surprise(example), kinds);
    }

    private static String surprise(RuleCase example) {
        return example.fires()
                ? "the rule stayed silent, it should have fired"
                : "the rule fired, it should have stayed silent";
    }

    private Facts facts(Revision revision, Phase phase, RuleCase example) {
        List<Part> parts = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        List<ToolResult> results = new ArrayList<>();
        int lastAnswer = -1;
        for (int i = 0; i < example.history().size(); i++) {
            lastAnswer = example.history().get(i).role().equals("assistant") ? i : lastAnswer;
        }
        for (int i = 0; i < example.history().size(); i++) {
            RuleCase.Turn turn = example.history().get(i);
            boolean latest = i > lastAnswer;
            boolean tool = turn.role().equals("tool");
            parts.add(new Part(tool ? Part.TOOL_RESULT : Part.MESSAGE, turn.role(), i, latest, turn.text()));
            messages.add(new Message(turn.role(), turn.text(), i, latest));
            if (tool) {
                results.add(new ToolResult("", turn.text(), i));
            }
        }
        List<Answer> answers = new ArrayList<>();
        if (phase == Phase.RESPONSE) {
            String answer = example.answer().orElse("");
            parts.clear();
            parts.add(new Part(Part.CHOICE, "assistant", 0, true, answer));
            answers.add(new Answer(answer, "", "stop", 0, true));
        }
        return new Facts(
                exchange(example, UserTexts.of(messages).language()),
                Conversation.of(messages, turnsAway),
                messages,
                List.of(),
                results,
                findings(revision.inspection(phase), parts, example),
                desks(example),
                answers);
    }

    private static List<Finding> findings(Inspection inspection, List<Part> parts, RuleCase example) {
        List<Finding> findings = new ArrayList<>(inspection.inspectAtLeisure(parts));
        for (RuleCase.Stated stated : example.findings()) {
            parts.stream()
                    .filter(part -> part.role().equals(stated.role()))
                    .reduce((earlier, later) -> later)
                    .map(part -> new Finding(stated.kind(), part, stated.score(), 1, List.of()))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private static Exchange exchange(RuleCase example, String language) {
        return new Exchange(
                "case", example.app(), "openai.chat", "case", "case", false, language, "case", example.at());
    }

    private List<Desk> desks(RuleCase example) {
        Set<String> names = new TreeSet<>(desks);
        names.addAll(example.desks().keySet());
        return names.stream()
                .map(name -> new Desk(name, example.desks().getOrDefault(name, true), "Mon-Fri 09:00-18:00"))
                .toList();
    }
}
