package dev.fulcrum.policy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Attempt.Outcome;
import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Circumstances;
import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Problem;
import dev.fulcrum.model.Risk;
import dev.fulcrum.model.RiskRegister;
import dev.fulcrum.model.RuleCase;
import dev.fulcrum.model.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Small bundles for tests. Their detectors find the words of {@link #KINDS} wherever they stand.
 */
final class Bundles {
    static final Instant NOW = Instant.parse("2026-03-04T02:00:00Z");
    static final Map<String, String> KINDS = Map.of(
            "topic.refund", "退款", "topic.stock", "stock", "pii.email", "li@bank.example", "topic.vip", "\u0000never");
    private static final RiskRegister REGISTER = new RiskRegister(List.of(
            risk("business.promise", Risk.Side.HARM),
            risk("compliance.privacy", Risk.Side.HARM),
            risk("over-refusal", Risk.Side.PRICE),
            risk("automation", Risk.Side.PRICE)));

    private Bundles() {}

    private static Risk risk(String id, Risk.Side side) {
        return new Risk(id, side, "meaning", "", "owner", "", false, List.of());
    }

    /** A complete rule around a condition and a consequence. */
    static String rule(String id, String when, String then) {
        return """
                rule "%s"
                  @owner( "desk" )
                  @lowers( "business.promise" )
                  @raises( "over-refusal" )
                  @accepts( "over-refusal <= 1%% over 24h" )
                  @because( "因为 it matters" )
                  @review( "2027-06-30" )
                when
                  %s
                then
                  %s
                end
                """
                .formatted(id, when, then);
    }

    static String file(String... rules) {
        return "package rules;\nimport dev.fulcrum.model.*;\n" + String.join("\n", rules);
    }

    /** A bundle of one request file whose rules all fire on 退款 and stay silent on other words. */
    static BundleSource source(String drl, String... ruleIds) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("request/test.drl", drl);
        return source(files, cases(ruleIds));
    }

    static List<RuleCase> cases(String... ruleIds) {
        List<RuleCase> cases = new ArrayList<>();
        for (String id : ruleIds) {
            cases.add(example(id, true, "我要退款 for my stock, write to li@bank.example"));
            cases.add(example(id, false, "hello"));
        }
        return cases;
    }

    static RuleCase example(String rule, boolean fires, String text) {
        Optional<RuleCase.Reply> answer = rule.startsWith("response/")
                ? Optional.of(new RuleCase.Reply(text, List.of(), "stop"))
                : Optional.empty();
        List<Attempt> attempts =
                rule.startsWith("failure/") ? List.of(Attempt.of("sim", Outcome.ERROR, 500, 1, "")) : List.of();
        return new RuleCase(
                rule,
                "example",
                fires,
                List.of(new RuleCase.Turn("user", text)),
                List.of(),
                attempts,
                answer,
                new RuleCase.Setting("case", "", NOW, Map.of(), List.of(), List.of()),
                List.of(),
                "request/test.cases.yaml",
                3);
    }

    static BundleSource source(SortedMap<String, String> drl, List<RuleCase> cases) {
        return new BundleSource("abc123", drl, cases, Lexicon.EMPTY, REGISTER, Map.of());
    }

    static Inspection inspection(Set<String> kinds) {
        return parts -> {
            List<Finding> findings = new ArrayList<>();
            for (Part part : parts) {
                for (String kind : kinds) {
                    int at = part.text().indexOf(KINDS.getOrDefault(kind, "\u0000"));
                    if (at >= 0) {
                        Span span = new Span(at, at + KINDS.get(kind).length());
                        findings.add(new Finding(kind, part, 1, 1, List.of(span)));
                    }
                }
            }
            return findings;
        };
    }

    static PolicyEngine engine() {
        return new PolicyEngine(new Watchdog(Duration.ofSeconds(5)), 200);
    }

    static Built build(BundleSource source) {
        return build(source, engine());
    }

    static Built build(BundleSource source, PolicyEngine engine) {
        return builder(engine).build(source);
    }

    static RevisionBuilder builder(PolicyEngine engine) {
        RevisionBuilder.Detectable detectable = new RevisionBuilder.Detectable() {
            @Override
            public Set<String> builtInKinds() {
                return KINDS.keySet();
            }

            @Override
            public Set<String> outsideKinds() {
                return Set.of();
            }

            @Override
            public List<Problem> problems(Lexicon lexicon, Set<String> kinds) {
                return List.of();
            }

            @Override
            public boolean turnsAway(String answer) {
                return answer.equals("No.");
            }
        };
        return new RevisionBuilder(
                (lexicon, kinds) -> inspection(kinds),
                detectable,
                engine,
                new RevisionBuilder.Names(
                        Set.of("wealth"), Set.of("sim"), new RevisionBuilder.Holding(Set.of("fast"), Set.of())),
                true,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    static Exchange exchange(String app, String subject) {
        return new Exchange("01J", app, "openai.chat", "route", "model", false, "zh", subject, "", NOW);
    }

    /** Facts of a request in which the user says a text. */
    static Facts facts(Revision revision, Exchange exchange, String text) {
        Part part = new Part(Part.MESSAGE, "user", 0, true, text);
        return new Facts(
                exchange,
                new Conversation(1, 0, 0, 0),
                List.of(),
                List.of(),
                List.of(),
                revision.inspection(Phase.REQUEST).inspect(List.of(part)),
                List.of(),
                List.of(),
                new Circumstances(List.of(new Desk("wealth", true, "always")), List.of(), List.of()));
    }
}
