package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Problem;
import dev.fulcrum.model.RuleCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleDirectoryTest {
    private static final String CASES = "- rule: request/a\n  fires:\n    - user: 你好\n";

    @TempDir
    Path directory;

    private Path rules;
    private Path risks;

    @BeforeEach
    void writeBundle() {
        rules = directory.resolve("rules");
        risks = Written.file(
                directory,
                "config/risks.yaml",
                """
                harms: { h: { meaning: 危害, owner: o, tolerance: t } }
                prices: { p: { meaning: m, owner: o, tolerance: t, measured-as: s } }
                """);
        Written.file(rules, "request/b.drl", "rule \"request/b\" when then end\n");
        Written.file(rules, "request/a.drl", "rule \"request/a 规则\" when then end\r\n");
        Written.file(rules, "request/a.cases.yaml", CASES);
        Written.file(rules, "lexicon/zh.yaml", "topic.x: { phrases: [ 股票 ] }\n");
        Written.file(rules, "lexicon/en.yaml", "topic.x: { phrases: [ stock ] }\n");
        Written.file(rules, "README.md", "Not part of the bundle.\n");
        Written.file(rules, ".hidden/x.yml", "Not part of the bundle.\n");
    }

    @Test
    void everyFileThatCountsIsRead_inTheOrderOfPaths() {
        BundleSource bundle = read();

        assertThat(bundle.drl())
                .containsExactly(
                        Map.entry("request/a.drl", "rule \"request/a 规则\" when then end\r\n"),
                        Map.entry("request/b.drl", "rule \"request/b\" when then end\n"));
        assertThat(bundle.cases()).extracting(RuleCase::file).containsExactly("request/a.cases.yaml");
        assertThat(bundle.lexicon().entries())
                .extracting(Lexicon.Entry::kind, Lexicon.Entry::file)
                .containsExactly(tuple("topic.x", "lexicon/en.yaml"), tuple("topic.x", "lexicon/zh.yaml"));
        assertThat(bundle.register().find("h")).isPresent();
        assertThat(bundle.files())
                .containsOnlyKeys(
                        "request/a.drl",
                        "request/b.drl",
                        "request/a.cases.yaml",
                        "lexicon/en.yaml",
                        "lexicon/zh.yaml",
                        "risks.yaml");
    }

    @Test
    void storedFilesGiveTheSameBundle_whenTheyAreReadBack() {
        BundleSource bundle = read();

        BundleSource again = BundleDirectory.parse(bundle.files()).value().orElseThrow();

        assertThat(again).usingRecursiveComparison().isEqualTo(bundle);
    }

    @Test
    void revisionIsTheSameEverywhere_forTheSameFiles() {
        Map<String, String> files = Map.of(
                "a.drl",
                "rule",
                "risks.yaml",
                """
                harms: { h: { meaning: m, owner: o, tolerance: t } }
                prices: { p: { meaning: m, owner: o, tolerance: t, measured-as: s } }
                """);

        // computed apart from this program: SHA-256 over 4-byte lengths and texts
        assertThat(BundleDirectory.parse(files).value().orElseThrow().revision())
                .isEqualTo("2ed79f34cd83");
        assertThat(read().revision()).matches("[0-9a-f]{12}").isEqualTo(read().revision());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rules/request/a.drl", "rules/request/a.cases.yaml", "rules/lexicon/zh.yaml", "config/risks.yaml"
            })
    void revisionChanges_whenAByteOfAFileDoes(String file) throws IOException {
        String before = read().revision();

        Files.writeString(directory.resolve(file), Files.readString(directory.resolve(file)) + "\n");

        assertThat(read().revision()).isNotEqualTo(before);
    }

    @Test
    void revisionChanges_whenAFileIsRenamedOrTextMovesBetweenFiles() throws IOException {
        String before = read().revision();
        Files.move(rules.resolve("request/b.drl"), rules.resolve("request/c.drl"));
        String renamed = read().revision();
        Written.file(rules, "request/a.drl", "rule \"request/a 规则\" when then end\r\nrule");
        Written.file(rules, "request/c.drl", " \"request/b\" when then end\n");

        assertThat(read().revision()).isNotIn(before, renamed);
        assertThat(renamed).isNotEqualTo(before);
    }

    @Test
    void revisionStays_whenAFileChangesThatDoesNotCount() {
        String before = read().revision();
        Written.file(rules, "README.md", "Changed.\n");
        assertThat(read().revision()).isEqualTo(before);
    }

    @Test
    void problemsOfAllFilesAreTold_asAPersonWouldOpenThem() {
        Written.file(rules, "request/a.cases.yaml", CASES.replace("你好", "12"));
        Written.file(rules, "lexicon/zh.yaml", "topic.x: { }\n");
        Written.file(directory, "config/risks.yaml", "harms: { }\n");

        assertThat(BundleDirectory.read(rules, risks).problems())
                .extracting(Problem::file, Problem::line, Problem::path)
                .containsExactly(
                        tuple(path("rules/lexicon/zh.yaml"), 1, "topic.x"),
                        tuple(path("rules/request/a.cases.yaml"), 3, "[0].fires[0].user"),
                        tuple(path("config/risks.yaml"), 1, "harms"),
                        tuple(path("config/risks.yaml"), 1, "prices"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request/a.cases.yml",
                "request/a.case.yaml",
                "request/A.DRL",
                "lexicon/x.yml",
                "lexicon/x.YAML",
                "other/lexicon/x.yaml",
                "risks.yaml",
                "request/a.drl.txt"
            })
    void slipIsRefused_whenANameNearlyCounts(String name) {
        Written.file(rules, name, CASES);

        Problem problem = Written.only(BundleDirectory.read(rules, risks));

        assertThat(problem.file()).isEqualTo(path("rules/" + name));
        assertThat(problem.what()).isEqualTo("the file would not be read");
        assertThat(problem.mend()).contains("*.cases.yaml");
    }

    @Test
    void registerMayLieAmongTheRules() throws IOException {
        Path inside = Files.move(risks, rules.resolve("risks.yaml"));

        assertThat(BundleDirectory.read(rules, inside).problems()).isEmpty();
    }

    @Test
    void linkIsRefused_whenItLeadsToNothingOrBack() throws IOException {
        Files.createSymbolicLink(rules.resolve("gone.drl"), directory.resolve("gone.drl"));
        Files.createSymbolicLink(rules.resolve("tree"), directory);
        Files.createSymbolicLink(rules.resolve("self"), rules);

        assertThat(BundleDirectory.read(rules, risks).problems())
                .extracting(Problem::file)
                .contains(path("rules/gone.drl"), path("rules/self"));
    }

    /** As a volume of Kubernetes has it: names that lead through a link to a directory that is exchanged whole. */
    @Test
    void linksAreFollowed_whenTheyLeadToDirectoriesAndOutside() throws IOException {
        Path data = Files.createDirectories(directory.resolve("volume/..2026_01"));
        Written.file(data, "more/d.drl", "rule \"request/d\" when then end\n");
        Files.createSymbolicLink(directory.resolve("volume/..data"), Path.of("..2026_01"));
        Files.createSymbolicLink(rules.resolve("mounted"), directory.resolve("volume/..data/more"));
        Path outside = Written.file(directory, "outside.drl", "rule \"request/x\" when then end\n");
        Files.createSymbolicLink(rules.resolve("out.drl"), outside);

        assertThat(read().drl()).containsKeys("mounted/d.drl", "out.drl");
    }

    @Test
    void linkIsFollowed_whenItLeadsToAFileInside() throws IOException {
        Written.file(rules, "..data/c.drl", "rule \"request/c\" when then end\n");
        Files.createSymbolicLink(rules.resolve("c.drl"), Path.of("..data/c.drl"));

        assertThat(read().drl()).containsEntry("c.drl", "rule \"request/c\" when then end\n");
    }

    @Test
    void fileIsRefused_whenItIsNotUtf8() throws IOException {
        Files.write(rules.resolve("request/a.drl"), "行一\n行二 \u00e9".getBytes(StandardCharsets.UTF_8));
        Files.write(rules.resolve("request/b.drl"), "line\nca\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        Problem problem = Written.only(BundleDirectory.read(rules, risks));

        assertThat(problem)
                .isEqualTo(new Problem(
                        path("rules/request/b.drl"), 2, "", "byte 0xE9 is not UTF-8", "save the file as UTF-8"));
    }

    @Test
    void fileIsRefused_whenItBeginsWithAByteOrderMark() {
        Written.file(rules, "request/b.drl", "\uFEFFrule");

        assertThat(Written.only(BundleDirectory.read(rules, risks)).what()).contains("byte order mark");
    }

    @Test
    void fileIsRefused_whenItIsLargerThanTheLimit() {
        Written.file(rules, "request/a.drl", "x".repeat(TextFile.LIMIT_BYTES));
        assertThat(BundleDirectory.read(rules, risks).problems()).isEmpty();

        Written.file(rules, "request/b.drl", "x".repeat(TextFile.LIMIT_BYTES + 1));
        assertThat(Written.only(BundleDirectory.read(rules, risks)).what()).contains("larger than 1 MiB");
    }

    @Test
    void bundleIsRefused_whenThereIsNothingToRead() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path missing = directory.resolve("missing");

        assertThat(Written.only(BundleDirectory.read(empty, risks)).what()).contains("no rule");
        assertThat(Written.only(BundleDirectory.read(missing, risks)).what()).contains("no such directory");
        assertThat(Written.only(BundleDirectory.read(risks, risks)).what()).contains("not a directory");
        assertThat(Written.only(BundleDirectory.read(rules, missing)).what()).contains("no such file");
    }

    @Test
    void storedBundleIsRefused_whenItHasNoRegister() {
        Map<String, String> files = new HashMap<>(read().files());
        files.remove("risks.yaml");

        assertThat(Written.only(BundleDirectory.parse(files)).file()).isEqualTo("risks.yaml");
    }

    private BundleSource read() {
        Loaded<BundleSource> loaded = BundleDirectory.read(rules, risks);
        assertThat(loaded.problems()).isEmpty();
        return loaded.value().orElseThrow();
    }

    private String path(String inside) {
        return directory.resolve(inside).toString();
    }
}
