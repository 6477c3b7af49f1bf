package dev.fulcrum.config;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleCase;
import dev.fulcrum.model.RuleCase.Reply;
import dev.fulcrum.model.RuleCase.Stated;
import dev.fulcrum.model.RuleCase.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of examples, {@code x.cases.yaml} beside {@code x.drl}: a list of rules with what makes them fire and what
 * leaves them silent.
 *
 * <pre>{@code
 * - rule: response/refund-promise
 *   fires:
 *     - name: promises a refund           # the first words unless said
 *       user: "Can I get my fee back?"    # or messages: [ { role: user, text: "…" } ]
 *       unreadable: [ image ]             # what else is in that message, or in one of `messages`
 *       answer: "Yes, I guarantee it."    # in response rules only, and always there unless calls are
 *       calls: [ { tool: refund, arguments: '{"fee":true}' } ]   # what the answer asks for; in response rules only
 *       finish: length                    # why the answer ended; in response rules only
 *       at: "2026-03-04T22:30:00+08:00"
 *       app: help-desk
 *       tenant: branch-7
 *       desks: { wealth: closed }
 *       loads: [ { in-flight: 900, share: 0.95 }, { target: primary, available: false } ]   # without a target: the gateway
 *       allowances: [ { kind: tokens, over: 1m, left: 300, share: 0.02 } ]
 *       findings: [ { kind: moderation.violence, score: 0.9, part: user } ]   # what services outside would see
 *   silent:
 *     - user: "…"
 *       answer: "…"
 * - rule: request/injected-tool-result
 *   fires:
 *     - tools: [ "Reads a web page." ]    # definitions; in request rules only
 *       messages:
 *         - { role: user, text: "…" }
 *         - { role: assistant, calls: [ { tool: read } ] }
 *         - { role: tool, text: "…" }
 * - rule: failure/refused-though-allowed
 *   fires:
 *     - user: "…"
 *       attempts:                         # the newest last; in failure rules always
 *         - { target: primary, outcome: timeout }
 *         - { outcome: refused, last: true }   # nothing is left to ask
 *       answer: "I cannot help with that."   # what was refused or evaded; in failure rules only then
 * }</pre>
 */
final class CaseFile {
    private static final int NAME_CHARACTERS = 40;
    private static final Form<String> RULE =
            Form.matching("(request|failure|response)/\\S+", "a rule's id, such as request/prompt-injection");
    private static final String USER = "user";
    private static final String PARTS = CaseDialogue.ROLES + "|" + Stated.ANSWER;
    private static final Form<String> PART = Form.matching(PARTS, PARTS.replace("|", ", "));
    private static final Form<String> KIND =
            Form.matching("[a-z0-9][A-Za-z0-9._/-]{0,99}", "a kind of finding, such as moderation.violence");

    private final String name;
    private final List<RuleCase> cases = new ArrayList<>();

    private CaseFile(String name) {
        this.name = name;
    }

    /**
     * The examples in a text; incomplete when problems are reported.
     *
     * @param name the file's path inside the bundle, for the examples
     * @param source the file as a person would open it, for problems
     */
    static List<RuleCase> parse(String text, String name, Source source) {
        CaseFile reader = new CaseFile(name);
        YamlText.parse(text, source).ifPresent(root -> root.items().forEach(reader::rule));
        return reader.cases;
    }

    private void rule(Value item) {
        Section section = item.section();
        Optional<String> rule = section.need("rule", RULE);
        List<Value> fires = section.items("fires");
        List<Value> silent = section.items("silent");
        if (rule.isPresent() && !section.has("fires") && !section.has("silent")) {
            item.problem("the rule has no example", "expected `fires` and `silent`, each a list");
        }
        fires.forEach(example -> example(rule, true, example.section()));
        silent.forEach(example -> example(rule, false, example.section()));
        section.close();
    }

    private void example(Optional<String> rule, boolean fires, Section section) {
        Optional<String> given = section.get("name", Form.text("what the example shows"));
        Optional<Phase> phase = rule.flatMap(Phase::ofRule);
        CaseDialogue dialogue = new CaseDialogue(phase, section);
        List<Turn> history = dialogue.history();
        List<Attempt> attempts = CaseAttempts.read(phase, section);
        Optional<Reply> answer = dialogue.answer(attempts);
        RuleCase example = new RuleCase(
                rule.orElse(""),
                given.orElseGet(() -> firstWords(history)),
                fires,
                history,
                dialogue.tools(),
                attempts,
                answer,
                CaseSetting.read(section),
                findings(places(phase, history, answer), section),
                name,
                section.line());
        section.close();
        cases.add(example);
    }

    /** The parts that findings of a phase can be about. */
    private static List<String> places(Optional<Phase> phase, List<Turn> history, Optional<Reply> answer) {
        if (phase.equals(Optional.of(Phase.RESPONSE))) {
            return List.of(Stated.ANSWER);
        }
        List<String> places = new ArrayList<>();
        history.stream().map(Turn::role).forEach(places::add);
        if (phase.equals(Optional.of(Phase.FAILURE))) {
            answer.ifPresent(it -> places.add(Stated.ANSWER));
        }
        return places;
    }

    private static List<Stated> findings(List<String> places, Section section) {
        boolean answersAlone = places.equals(List.of(Stated.ANSWER));
        List<Stated> findings = new ArrayList<>();
        for (Value item : section.items("findings")) {
            Section finding = item.section();
            Optional<String> kind = finding.need("kind", KIND);
            double score = finding.get("score", Form.share(), 1.0);
            String part = finding.get("part", PART, answersAlone ? Stated.ANSWER : USER);
            if (!places.contains(part)) {
                String expected = answersAlone
                        ? "answer, which is all that a response rule's findings are about"
                        : CaseDialogue.ROLES;
                finding.problem("part", "`" + part + "` is no part of this example", "expected " + expected);
            }
            finding.close();
            kind.ifPresent(it -> findings.add(new Stated(it, score, part)));
        }
        return findings;
    }

    private static String firstWords(List<Turn> history) {
        String text = history.isEmpty() ? "" : history.get(history.size() - 1).text();
        return text.isBlank() ? "an empty message" : Value.shorten(text, NAME_CHARACTERS);
    }
}
