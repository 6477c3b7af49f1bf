package dev.fulcrum.proxy;

import dev.fulcrum.config.BundleDirectory;
import dev.fulcrum.inspect.Inspections;
import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Problem;
import dev.fulcrum.policy.Built;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.policy.RevisionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A bundle of rules that are decided while an answer comes: three that block, three that redact, one that watches. */
final class WindowRules {
    static final String DENIED = "response/denied";
    static final String OFTEN = "response/often";
    static final String ARGUMENTS = "response/arguments";
    static final List<String> IDS =
            List.of(DENIED, OFTEN, ARGUMENTS, "response/mail", "response/phone", "response/name", "response/seen");

    private static final String LEXICON =
            """
            test.denied:
              phrases: [ "full refund", "全额退款", "money back 保证" ]
              patterns:
                - { pattern: "(?i)\\\\b(guarantee|promise)\\\\b[^.!?\\\\n]{0,40}\\\\brefund\\\\b", when: [ guarantee, promise ] }
            test.often: { phrases: [ "sorry", "抱歉", "🙂 ok" ] }
            test.arguments: { phrases: [ "drop table", "删除 全部" ] }
            test.name: { phrases: [ "Blue Heron", "蓝鹭", "Heron refund" ] }
            test.seen: { phrases: [ "card", "卡片" ] }
            """;

    private WindowRules() {}

    static Revision revision(PolicyEngine engine) {
        Inspections inspections = new Inspections(0);
        RevisionBuilder.Detectable detectable = new RevisionBuilder.Detectable() {
            @Override
            public Set<String> builtInKinds() {
                return inspections.builtInKinds();
            }

            @Override
            public List<Problem> problems(Lexicon lexicon) {
                return inspections.problems(lexicon);
            }
        };
        RevisionBuilder.Names names = new RevisionBuilder.Names(Set.of(), Set.of());
        Built built =
                new RevisionBuilder(inspections, detectable, engine, names, false, Clock.systemUTC()).build(bundle());
        return built.revision().orElseThrow(() -> new AssertionError("the test's rules are refused: " + built));
    }

    private static BundleSource bundle() {
        String drl = "package rules;\nimport dev.fulcrum.model.*;\n"
                + rule(DENIED, "exists Finding( kind == \"test.denied\" )", "Block.because( \"no\" )")
                + rule(OFTEN, "exists Finding( kind == \"test.often\", count >= 2 )", "Block.because( \"no\" )")
                + rule(
                        ARGUMENTS,
                        "exists Finding( kind == \"test.arguments\", part.kind == \"tool-call\" )",
                        "Block.because( \"no\" )")
                + redaction("response/mail", "pii.email")
                + redaction("response/phone", "pii.phone")
                + redaction("response/name", "test.name")
                + rule("response/seen", "exists Finding( kind == \"test.seen\" )", "Flag.as( \"seen\" )");
        Map<String, String> files = new TreeMap<>();
        files.put("response/window.drl", drl);
        files.put("response/window.cases.yaml", cases());
        files.put("lexicon/window.yaml", LEXICON);
        try {
            files.put(BundleDirectory.REGISTER, Files.readString(Path.of("config/risks.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var loaded = BundleDirectory.parse(files);
        return loaded.value()
                .orElseThrow(() -> new AssertionError(loaded.problems().toString()));
    }

    private static String redaction(String id, String kind) {
        return rule(id, "$f : Finding( kind == \"" + kind + "\" )", "Redact.of( $f ).as( \"[" + kind + "]\" )");
    }

    private static String rule(String id, String when, String then) {
        return """
                rule "%s"
                  @owner( "tests" )
                  @lowers( "boundary.scope" )
                  @raises( "over-refusal" )
                  @accepts( "over-refusal <= 1%% over 24h" )
                  @because( "it is a test" )
                  @review( "2027-06-30" )
                when
                  %s
                then
                  insert( %s );
                end
                """
                .formatted(id, when, then);
    }

    private static String cases() {
        StringBuilder cases = new StringBuilder();
        for (String id : IDS) {
            cases.append("- rule: ").append(id).append('\n');
            cases.append("  fires: [ { user: \"hi\", answer: \"")
                    .append(example(id))
                    .append("\" } ]\n");
            cases.append("  silent: [ { user: \"hi\", answer: \"good morning\" } ]\n");
        }
        return cases.toString();
    }

    private static String example(String id) {
        return switch (id) {
            case DENIED -> "a full refund";
            case OFTEN -> "sorry, so sorry";
            case "response/mail" -> "li@bank.example";
            case "response/phone" -> "call +44 20 7946 0958";
            case "response/name" -> "the Blue Heron";
            default -> "your card";
        };
    }
}
