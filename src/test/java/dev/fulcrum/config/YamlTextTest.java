package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class YamlTextTest {

    @Test
    void lineIsTold_whenTheTextIsNoYaml() {
        Problem problem = only("a: 1\nb: [ 1, 2\nc: 3\n");

        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.what()).startsWith("this is not YAML: ");
    }

    @Test
    void lineIsTold_whenACharacterIsForbidden() {
        Problem problem = only("a: 中文 😀\nb: \u0007\n");

        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.what()).contains("U+0007");
    }

    @Test
    void emptyTextIsRefused() {
        assertThat(only("# nothing but a comment\n").what()).isEqualTo("the file is empty");
    }

    @Test
    void secondDocumentIsRefused() {
        assertThat(only("a: 1\n---\nb: 2\n").what()).contains("document");
    }

    @Test
    void tagIsRefused_whenItNamesAClass() {
        Problem problem = only("a: 1\nb: !!javax.script.ScriptEngineManager [ ]\n");

        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.what()).contains("javax.script.ScriptEngineManager");
    }

    @Test
    void aliasIsFollowed_whenItIsHarmless() {
        Value root = YamlText.parse("a: &x [ 1, 2 ]\nb: *x\n", source(new Problems()))
                .orElseThrow();

        assertThat(root.section().items("b")).hasSize(2);
    }

    @Test
    void aliasIsRefused_whenItStandsInsideItself() {
        assertThat(only("a: &x\n  b: *x\n").what()).contains("inside what it is an alias of");
    }

    @Test
    void aliasesAreRefused_whenThereAreTooMany() {
        String uses = IntStream.range(0, 30).mapToObj(i -> "k" + i + ": *x\n").collect(Collectors.joining());

        assertThat(only("a: &x [ 1 ]\n" + uses).what()).contains("aliases");
    }

    @Test
    void aliasesAreRefused_whenTheyMultiply() {
        String laughs = "a: &a [ x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x ]\n";
        StringBuilder text = new StringBuilder(laughs.repeat(1));
        for (char c = 'b'; c <= 'e'; c++) {
            text.append("%c: &%c [ %s ]\n".formatted(c, c, ("*" + (char) (c - 1) + ", ").repeat(5)));
        }
        text.append("f: [ ").append("x, ".repeat(90_000)).append(" ]\n");

        assertThat(only(text.toString()).what()).contains("more than 100000 nodes");
    }

    @Test
    void depthIsRefused_whenThereAreTooManyLevels() {
        assertThat(only("a: " + "[".repeat(100) + "]".repeat(100)).what()).contains("not YAML");
    }

    @Test
    void sizeIsRefused_whenThereAreTooManyCharacters() {
        assertThat(only("a: " + "x".repeat(TextFile.LIMIT_BYTES)).what()).contains("not YAML");
    }

    @Test
    void duplicateIsTold_withBothLines() {
        Problems problems = new Problems();
        YamlText.parse("甲: 1\n乙: 2\n甲: 3\n", source(problems)).orElseThrow().section();

        assertThat(problems.sorted())
                .containsExactly(new Problem(
                        "x.yaml", 3, "甲", "the key stands here twice, first in line 1", "keep one of them"));
    }

    @Test
    void mergeKeyIsRefused() {
        Problems problems = new Problems();
        Value root = YamlText.parse("a: &x { b: 1 }\nc: { <<: *x }\n", source(problems))
                .orElseThrow();
        root.section().section("c").close();

        assertThat(problems.sorted())
                .singleElement()
                .extracting(Problem::mend)
                .asString()
                .contains("write the keys out");
    }

    private static Problem only(String text) {
        Problems problems = new Problems();
        assertThat(YamlText.parse(text, source(problems))).isEmpty();
        List<Problem> found = problems.sorted();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Source source(Problems problems) {
        return new Source("x.yaml", problems, Environment.NONE);
    }
}
