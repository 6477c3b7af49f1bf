package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.config.BundleDirectory;
import dev.fulcrum.model.RiskRegister;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows of rules can be written so, and what it lists is all that there is. */
class DocumentedRulesTest {
    private static final Pattern SNIPPET = Pattern.compile("(?s)```(?:java|drl)\\n(.*?)```");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String THEN = "insert( Flag.as( \"seen\" ) );";

    static List<String> snippets() throws IOException {
        List<String> snippets = new ArrayList<>();
        for (Path page : pages()) {
            SNIPPET.matcher(Files.readString(page)).results().forEach(it -> snippets.add(it.group(1)));
        }
        return snippets;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            docs.filter(it -> it.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    @Test
    void snippetsAreFound() throws IOException {
        assertThat(snippets()).hasSizeGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void isRead_whenItStandsInTheDocumentation(String snippet) {
        String drl = !snippet.contains("rule \"")
                ? Bundles.file(Bundles.rule("request/a", snippet, THEN))
                : snippet.contains("package ") ? snippet : Bundles.file(snippet);

        assertThat(problems(drl, snippet.contains("rule \""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/rules.md", "docs/rules.zh-CN.md"})
    void proposalsCanBeWrittenSo_andAreAll(String page) throws IOException {
        TreeSet<String> shown = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of(page))) {
            if (line.matches("\\| `[A-Z][a-z]+\\.[a-z]+\\(.*")) {
                codes(line.split("\\|", 3)[1]).forEach(call -> {
                    shown.add(call.substring(0, call.indexOf('(')));
                    String rule = Bundles.rule(
                            "request/a", "$found : Finding( kind == \"topic.stock\" )", "insert( " + call + " );");
                    assertThat(problems(Bundles.file(rule), false)).as(call).isEmpty();
                });
            }
        }

        assertThat(shown).containsExactlyInAnyOrderElementsOf(ProposalForm.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/rules.md", "docs/rules.zh-CN.md"})
    void functionsAreAllThatThereAre(String page) throws IOException {
        String row = row(page, "| functions |", "| 函数 |");

        assertThat(codes(row).map(it -> it.replaceAll("\\(.*", "")).filter(it -> !it.equals("spans")))
                .containsOnlyOnceElementsOf(List.of("length", "startsWith", "size"))
                .hasSameElementsAs(List.of(Functions.known().replace("()", "").split(", ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/rules.md", "docs/rules.zh-CN.md"})
    void operatorsCanBeWritten_whenTheyAreListed(String page) throws IOException {
        List<String> operators = codes(row(page, "| operators |", "| 运算符 |"))
                .map(it -> it.replace("\\", "").replace("( … )", "").strip())
                .toList();

        assertThat(operators)
                .containsExactlyInAnyOrder(
                        "==",
                        "!=",
                        "<",
                        "<=",
                        ">",
                        ">=",
                        "in",
                        "not in",
                        "contains",
                        "not contains",
                        "excludes",
                        "matches",
                        "not matches",
                        "&&",
                        "||",
                        "!");
        for (String operator : operators) {
            String condition = operator.equals("!")
                    ? "!latest"
                    : operator.matches("&&|\\|\\|")
                            ? "latest " + operator + " latest"
                            : "text " + operator + (operator.endsWith("in") ? " ( \"(?s)a\" )" : " \"(?s)a\"");
            String rule = Bundles.rule("request/a", "Message( " + condition + " )", THEN);
            assertThat(problems(Bundles.file(rule), false)).as(operator).isEmpty();
        }
    }

    private static Stream<String> codes(String text) {
        return CODE.matcher(text).results().map((MatchResult it) -> it.group(1));
    }

    private static String row(String page, String english, String chinese) throws IOException {
        return Files.readAllLines(Path.of(page)).stream()
                .filter(it -> it.startsWith(english) || it.startsWith(chinese))
                .collect(Collectors.joining());
    }

    /** @param contract whether its annotations are looked at too */
    private static List<String> problems(String drl, boolean contract) {
        Problems problems = new Problems();
        List<RuleText> rules =
                DrlFile.rules(new DrlReader(problems).read(new TreeMap<>(Map.of("request/test.drl", drl))));
        assertThat(rules).isNotEmpty();
        ContractLint contracts = new ContractLint(register(), LocalDate.EPOCH, problems);
        for (RuleText rule : rules) {
            if (contract) {
                contracts.read(rule);
            }
            new RuleReader(problems).read(rule);
        }
        return problems.errors().stream().map(Object::toString).toList();
    }

    private static RiskRegister register() {
        return BundleDirectory.read(Path.of("rules"), Path.of("config", "risks.yaml"))
                .value()
                .orElseThrow()
                .register();
    }
}
