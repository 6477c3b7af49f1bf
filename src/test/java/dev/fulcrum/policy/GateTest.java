package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final String FLAG = "insert( Flag.as( \"seen\" ) );";
    private static final String INFER = "insert( Finding.inferred( \"topic.vip\", $f.part(), 0.9 ) );";
    private static final String ON_STOCK = "$f : Finding( kind == \"topic.stock\" )";
    private static final String ON_VIP = "exists Finding( kind == \"topic.vip\" )";

    private final PolicyEngine engine = Bundles.engine();

    private static String infers(String when, String then) {
        return """
                rule "request/infers"
                  @owner( "desk" )
                  @because( "some owners are important" )
                  @infers( "topic.vip" )
                when
                  %s
                then
                  %s
                end
                """
                .formatted(when, then);
    }

    /** A revision of one file a rule. */
    private Revision revision(String... rules) {
        SortedMap<String, String> files = new TreeMap<>();
        List<String> ids = new DrlReader(new Problems())
                .read(new TreeMap<>(Map.of("request/all.drl", Bundles.file(rules)))).stream()
                        .flatMap(file -> file.rules().stream())
                        .map(RuleText::id)
                        .toList();
        for (int i = 0; i < rules.length; i++) {
            files.put("request/file-" + i + ".drl", Bundles.file(rules[i]));
        }
        Built built = Bundles.build(Bundles.source(files, Bundles.cases(ids.toArray(String[]::new))), engine);
        assertThat(built.errors()).isEmpty();
        return built.revision().orElseThrow();
    }

    private static List<String> fired(PolicyEngine engine, Revision revision, String text) {
        return engine.evaluate(
                        revision,
                        Phase.REQUEST,
                        Bundles.facts(revision, Bundles.exchange("help-desk", "subject"), text),
                        rule -> false)
                .fired();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "kind == \"topic.refund\" ; topic.refund",
                "kind == \"topic.refund\", score > 0.5 ; topic.refund",
                "score > 0.5, kind == \"topic.refund\" ; topic.refund",
                "kind == \"topic.refund\" && score > 0.5 ; topic.refund",
                "kind in ( \"topic.refund\", \"topic.stock\" ) ; topic.refund topic.stock",
                "kind == \"topic.refund\" || kind == \"topic.stock\" ; topic.refund topic.stock",
                "kind == \"topic.refund\" || score > 0.5 ; none",
                "kind == \"topic.refund\" && score > 2 || score > 0.5 ; none",
                "!( kind == \"topic.refund\" ) ; none",
                "!( score > 2 && kind == \"topic.refund\" && score > 2 ) ; none",
            })
    void opensOnTheKindsThatARuleNeeds_whenTheyAreCertain(String constraints, String kinds) {
        String rule = Bundles.rule("request/a", "exists Finding( " + constraints + " )", FLAG);
        List<DrlFile> files =
                new DrlReader(new Problems()).read(new TreeMap<>(Map.of("request/a.drl", Bundles.file(rule))));
        Gate gate = new Gate(files, Map.of("request/a", new Reads()));

        assertThat(gate.free().isPresent()).isEqualTo(kinds.equals("none"));
        assertThat(gate.closed().stream()
                        .flatMap(it -> it.opening().kinds().stream())
                        .sorted())
                .containsExactly(kinds.equals("none") ? new String[0] : kinds.split(" "));
    }

    @Test
    void opensOneGroup_whenOneFileCanFire() {
        Revision revision = revision(
                Bundles.rule("request/a", "exists Finding( kind == \"topic.refund\" )", FLAG),
                Bundles.rule("request/b", ON_STOCK, FLAG));

        assertThat(revision.rules(Phase.REQUEST).closed().groups()).hasSize(2);
        assertThat(fired(engine, revision, "stock")).containsExactly("request/b");
        assertThat(fired(engine, revision, "hello")).isEmpty();
        assertThat(fired(engine, revision, "退款 for stock")).containsExactlyInAnyOrder("request/a", "request/b");
    }

    @Test
    void readsWhatAnotherFileInfers_whenBothNeedFindings() {
        Revision revision = revision(
                infers(ON_STOCK, INFER),
                Bundles.rule("request/b", ON_VIP, FLAG),
                Bundles.rule("request/c", "exists Finding( kind == \"topic.refund\" )", FLAG));

        assertThat(revision.rules(Phase.REQUEST).closed().groups()).hasSize(2);
        assertThat(fired(engine, revision, "stock")).containsExactlyInAnyOrder("request/infers", "request/b");
    }

    @Test
    void readsWhatAnotherFileInfers_whenTheReaderMayFireOnAnything() {
        Revision revision = revision(
                infers(ON_STOCK, INFER),
                Bundles.rule(
                        "request/b",
                        "( exists Finding( kind == \"topic.vip\" ) or exists Desk( name == \"nowhere\" ) )",
                        FLAG));

        assertThat(fired(engine, revision, "stock")).containsExactlyInAnyOrder("request/infers", "request/b");
    }

    @Test
    void readsWhatAnotherFileInfers_whenItIsInferredFromNoFinding() {
        Revision revision = revision(
                infers("$f : Finding( count > 0 && kind == \"topic.stock\" )", INFER),
                Bundles.rule("request/b", ON_VIP, FLAG));

        assertThat(revision.rules(Phase.REQUEST).free()).isPresent();
        assertThat(fired(engine, revision, "stock")).containsExactlyInAnyOrder("request/infers", "request/b");
    }

    @Test
    void readsWhatAnotherFileInfers_whenItsKindIsNotWrittenOut() {
        Revision revision = revision(
                infers(ON_STOCK, "insert( Finding.inferred( \"topic.\" + \"vip\", $f.part(), 0.9 ) );"),
                Bundles.rule("request/b", ON_VIP, FLAG));

        assertThat(fired(engine, revision, "stock")).containsExactlyInAnyOrder("request/infers", "request/b");
    }

    @Test
    void isOneLimit_whenSeveralGroupsFire() {
        Revision revision = revision(
                Bundles.rule("request/a", ON_STOCK, FLAG),
                Bundles.rule("request/b", ON_STOCK, FLAG),
                Bundles.rule("request/c", ON_STOCK, FLAG));
        PolicyEngine strict = new PolicyEngine(new Watchdog(Duration.ofSeconds(5)), 2);

        assertThat(revision.rules(Phase.REQUEST).closed().groups()).hasSize(3);
        assertThat(fired(strict, revision, "stock")).hasSize(2);
        assertThat(strict.evaluate(
                                revision,
                                Phase.REQUEST,
                                Bundles.facts(revision, Bundles.exchange("help-desk", "subject"), "stock"),
                                rule -> false)
                        .errors())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("more than 2"));
    }
}
