package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RiskRegister;
import dev.fulcrum.model.RuleCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A builder that has built another bundle before makes of a bundle what a new one would. */
class RebuildTest {
    private static final List<String> TEXTS =
            List.of("我要退款 for my stock, write to li@bank.example", "hello", "stock", "退款", "li@bank.example");
    private static final String BLOCK = "insert( Block.because( \"no\", \"不行\" ) );";
    private static final String FLAG = "insert( Flag.as( \"seen\" ) );";
    private static final String REFUND = "exists Finding( kind == \"topic.refund\" )";
    private static final String STOCK = "exists Finding( kind == \"topic.stock\" )";
    private static final String VIP = "exists Finding( kind == \"topic.vip\" )";
    private static final String A = Bundles.rule("request/a", REFUND, BLOCK);
    private static final String B = Bundles.rule("request/b", STOCK, FLAG);
    private static final String C = Bundles.rule("response/c", REFUND, BLOCK);
    private static final String FREE = Bundles.rule("request/a", "Message( text matches \"(?s).*退款.*\" )", FLAG);
    private static final Exchange EXCHANGE = Bundles.exchange("help-desk", "subject");
    private static final String BARE = "package rules;\n";

    private final PolicyEngine engine = Bundles.engine();

    private static Map<String, String> files(String... pathsAndTexts) {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return files;
    }

    private static String infers(String when, String kind) {
        return """
                rule "request/vip"
                  @owner( "desk" )
                  @because( "some owners are important" )
                  @infers( "topic.vip" )
                when
                  $f : Finding( kind == "%s" )
                then
                  insert( Finding.inferred( %s, $f.part(), 0.9 ) );
                end
                """
                .formatted(when, kind);
    }

    static Stream<Arguments> changes() {
        Map<String, String> both = files(
                "request/a.drl", Bundles.file(A), "request/b.drl", Bundles.file(B), "response/c.drl", Bundles.file(C));
        Map<String, String> leaning = files("request/a.drl", Bundles.file(A), "request/b.drl", BARE + B);
        Map<String, String> inferring = files(
                "request/a.drl",
                Bundles.file(A, infers("topic.stock", "\"topic.vip\"")),
                "request/b.drl",
                Bundles.file(Bundles.rule("request/b", VIP, FLAG)));
        return Stream.of(
                arguments("nothing", both, both),
                arguments("a condition", both, with(both, "request/a.drl", Bundles.file(A.replace(REFUND, STOCK)))),
                arguments("a consequence", both, with(both, "request/a.drl", Bundles.file(A.replace(BLOCK, FLAG)))),
                arguments("a line feed before a rule", both, with(both, "request/a.drl", "\n\n" + Bundles.file(A))),
                arguments(
                        "a rule moves into another file",
                        both,
                        files("request/a.drl", Bundles.file(A, B), "response/c.drl", Bundles.file(C))),
                arguments(
                        "two rules change places",
                        both,
                        with(with(both, "request/a.drl", Bundles.file(B)), "request/b.drl", Bundles.file(A))),
                arguments(
                        "a file goes",
                        both,
                        files("request/a.drl", Bundles.file(A), "response/c.drl", Bundles.file(C))),
                arguments("a file comes", files("request/a.drl", Bundles.file(A)), both),
                arguments(
                        "a file has another name",
                        files("request/a.drl", Bundles.file(A)),
                        files("request/z.drl", Bundles.file(A))),
                arguments(
                        "the other phase", both, with(both, "response/c.drl", Bundles.file(C.replace(REFUND, STOCK)))),
                arguments(
                        "a package",
                        both,
                        with(both, "request/a.drl", Bundles.file(A).replace("rules;", "other;"))),
                arguments("the import that another file leans on", leaning, with(leaning, "request/a.drl", BARE + A)),
                arguments(
                        "the package that another file leans on",
                        leaning,
                        with(leaning, "request/a.drl", Bundles.file(A).replace("rules;", "other;"))),
                arguments(
                        "an import comes that another file leans on",
                        with(leaning, "request/a.drl", BARE + A),
                        leaning),
                arguments(
                        "an import of a class that is none",
                        both,
                        with(both, "request/a.drl", Bundles.file(A).replace("model.*", "model.Nope"))),
                arguments(
                        "an import from elsewhere",
                        both,
                        with(both, "request/a.drl", Bundles.file(A).replace("import", "import java.io.File;\nimport"))),
                arguments(
                        "a declared type",
                        both,
                        with(both, "request/a.drl", Bundles.file("declare Finding kind : String end\n", A))),
                arguments("a function", both, with(both, "request/a.drl", Bundles.file("function void f() { }\n", A))),
                arguments(
                        "what does not compile",
                        both,
                        with(both, "request/b.drl", Bundles.file(B.replace("kind ==", "nope == 1, kind ==")))),
                arguments("what does not parse", both, with(both, "request/b.drl", Bundles.file(B + "rule"))),
                arguments("a rule needs nothing any more", both, with(both, "request/a.drl", Bundles.file(FREE))),
                arguments("a rule infers what another file reads", both, inferring),
                arguments("a rule infers no more", inferring, with(inferring, "request/a.drl", Bundles.file(A))),
                arguments(
                        "a rule infers from something else",
                        inferring,
                        with(inferring, "request/a.drl", Bundles.file(A, infers("topic.refund", "\"topic.vip\"")))));
    }

    private static Map<String, String> with(Map<String, String> files, String path, String text) {
        Map<String, String> changed = new TreeMap<>(files);
        changed.put(path, text);
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void makesTheSame_whenOneFileChanged(String what, Map<String, String> before, Map<String, String> after) {
        RevisionBuilder used = Bundles.builder(engine);
        used.build(source(before));

        assertThat(outcome(used.build(source(after)))).isEqualTo(outcome(Bundles.build(source(after), engine)));
        assertThat(outcome(used.build(source(before))))
                .as("and back")
                .isEqualTo(outcome(Bundles.build(source(before), engine)));
    }

    @Test
    void takesOverTheOtherRules_whenOneFileChanged() {
        Map<String, String> before = files("request/a.drl", Bundles.file(A), "request/b.drl", Bundles.file(B));
        RevisionBuilder builder = Bundles.builder(engine);
        Set<RuleBase> first = bases(builder.build(source(before)));
        Set<RuleBase> second =
                bases(builder.build(source(with(before, "request/a.drl", Bundles.file(A.replace(BLOCK, FLAG))))));

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(2);
        second.retainAll(first);
        assertThat(second).as("the rules of request/b.drl").hasSize(1);
    }

    @Test
    void takesOverAllRules_whenOnlyOtherFilesChanged() {
        BundleSource source = source(files("request/a.drl", Bundles.file(A), "request/b.drl", Bundles.file(B)));
        BundleSource fewer = new BundleSource(
                "def456", source.drl(), source.cases(), new Lexicon(List.of()), source.register(), Map.of());
        RevisionBuilder builder = Bundles.builder(engine);

        assertThat(bases(builder.build(source))).isEqualTo(bases(builder.build(fewer)));
    }

    @Test
    void judgesRulesTakenOver_whenTheRegisterOrTheCasesChanged() {
        BundleSource source = source(files("request/a.drl", Bundles.file(A)));
        RevisionBuilder builder = Bundles.builder(engine);
        builder.build(source);
        RiskRegister empty = new RiskRegister(List.of());
        List<RuleCase> surprising = new ArrayList<>(source.cases());
        surprising.add(Bundles.example("request/a", true, "hello"));

        assertThat(builder.build(new BundleSource("1", source.drl(), source.cases(), source.lexicon(), empty, Map.of()))
                        .errors())
                .anySatisfy(it -> assertThat(it.what()).contains("not in the risk register"));
        assertThat(builder.build(new BundleSource(
                                "2", source.drl(), surprising, source.lexicon(), source.register(), Map.of()))
                        .errors())
                .singleElement()
                .satisfies(it -> assertThat(it.what()).contains("stayed silent"));
    }

    @Test
    void forgets_whatTheLastBundleDidNotUse() {
        Map<String, String> both = files("request/a.drl", Bundles.file(A), "request/b.drl", Bundles.file(B));
        RevisionBuilder builder = Bundles.builder(engine);
        Set<RuleBase> first = bases(builder.build(source(both)));
        Set<RuleBase> fewer = bases(builder.build(source(files("request/a.drl", Bundles.file(A)))));
        Set<RuleBase> again = bases(builder.build(source(both)));

        again.retainAll(first);
        assertThat(again).isEqualTo(fewer).hasSize(1);
    }

    @Test
    void forgetsNothing_whenABundleIsRefused() {
        Map<String, String> both = files("request/a.drl", Bundles.file(A), "request/b.drl", Bundles.file(B));
        RevisionBuilder builder = Bundles.builder(engine);
        Set<RuleBase> first = bases(builder.build(source(both)));

        assertThat(builder.build(source(
                                with(both, "request/b.drl", Bundles.file(B.replace("kind ==", "nope == 1, kind ==")))))
                        .revision())
                .isEmpty();
        assertThat(bases(builder.build(source(both)))).isEqualTo(first);
    }

    @Test
    void makesTheSame_whenOneBuilderBuildsSeveralBundlesAtTheSameTime() throws InterruptedException {
        RevisionBuilder builder = Bundles.builder(engine);
        Thread[] threads = new Thread[6];
        List<List<String>> seen = Collections.synchronizedList(new ArrayList<>());
        List<List<String>> expected = new ArrayList<>();
        for (int i = 0; i < threads.length; i++) {
            String changed = A.replace("\"no\"", "\"no " + i % 3 + "\"");
            Map<String, String> files = files("request/a.drl", Bundles.file(changed), "request/b.drl", Bundles.file(B));
            expected.add(outcome(Bundles.build(source(files), engine)));
            threads[i] = new Thread(() -> seen.add(outcome(builder.build(source(files)))));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static BundleSource source(Map<String, String> files) {
        List<String> ids = new ArrayList<>();
        files.values().forEach(text -> Pattern.compile("rule \"([^\"]+)\"")
                .matcher(text)
                .results()
                .forEach(it -> ids.add(it.group(1))));
        return Bundles.source(new TreeMap<>(files), Bundles.cases(ids.toArray(String[]::new)));
    }

    private static Set<RuleBase> bases(Built built) {
        Set<RuleBase> bases = Collections.newSetFromMap(new IdentityHashMap<>());
        PhaseRules rules = built.revision().orElseThrow().rules(Phase.REQUEST);
        rules.free().ifPresent(bases::add);
        rules.closed().groups().forEach(group -> bases.add(group.base()));
        return bases;
    }

    /** All that can be told of a bundle: problems, the results of its cases, and what its rules propose about some texts. */
    private List<String> outcome(Built built) {
        List<String> told = new ArrayList<>();
        built.errors().forEach(it -> told.add("error " + it));
        built.warnings().forEach(it -> told.add("warning " + it));
        built.cases().forEach(it -> told.add("case " + it));
        built.revision().ifPresent(revision -> {
            told.add("rules " + revision.rules());
            for (Phase phase : Phase.values()) {
                for (String text : TEXTS) {
                    Evaluation evaluation =
                            engine.evaluate(revision, phase, Bundles.facts(revision, EXCHANGE, text), rule -> false);
                    told.add(phase + " " + text + " " + evaluation.errors());
                    evaluation.proposals().stream()
                            .map(it -> it.rule().id() + " " + it.proposal())
                            .sorted()
                            .forEach(told::add);
                }
            }
        });
        return told;
    }
}
