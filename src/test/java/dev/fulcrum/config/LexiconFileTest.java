package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Lexicon;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexiconFileTest {

    @Test
    void entriesHaveTheirLinesAndDefaults() {
        Problems problems = new Problems();
        List<Lexicon.Entry> entries = LexiconFile.parse(
                """
                topic.investment-advice:
                  score: 0.9
                  phrases: [ "which stock should I buy", "推荐股票" ]
                  patterns:
                    - "(?i)should I (buy|sell) .{1,30}(stock|fund|bond)s?"
                    - { pattern: "(?i)保证.{1,9}收益", when: [ "收益", "return" ], with: [ "保证" ] }
                # more
                topic.politics:
                  phrases: [ "选举" ]
                """,
                "lexicon/a.yaml",
                source(problems));

        assertThat(problems.sorted()).isEmpty();
        assertThat(entries)
                .containsExactly(
                        new Lexicon.Entry(
                                "topic.investment-advice",
                                0.9,
                                List.of("which stock should I buy", "推荐股票"),
                                List.of(
                                        new Lexicon.Pattern(
                                                "(?i)should I (buy|sell) .{1,30}(stock|fund|bond)s?", List.of()),
                                        new Lexicon.Pattern("(?i)保证.{1,9}收益", List.of("收益", "return"), List.of("保证"))),
                                "lexicon/a.yaml",
                                2),
                        new Lexicon.Entry("topic.politics", 1.0, List.of("选举"), List.of(), "lexicon/a.yaml", 9));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            t.a: { }                                       | t.a                   | neither a phrase nor a pattern | `phrases`
            t.a: { phrases: [ ], patterns: [ ] }           | t.a                   | neither a phrase nor a pattern | `phrases`
            t.a: { phrases: [ x ], threshold: 0.5 }        | t.a.threshold         | without `examples` | add examples
            t.a: { examples: [ x ], threshold: 60 }        | t.a.threshold         | `60` | 1
            t.a: [ x ]                                     | t.a                   | found a list                   | a mapping
            t.a: { phrases: x }                            | t.a.phrases           | found text                     | a list
            t.a: { phrases: [ " " ] }                      | t.a.phrases[0]        | blank                          | a phrase
            t.a: { phrases: [ no ] }                       | t.a.phrases[0]        | `no` for true or false         | quotes
            t.a: { phrase: [ x ], phrases: [ y ] }         | t.a.phrase            | `phrase`                       | `phrases`
            t.a: { phrases: [ x ], score: 0 }              | t.a.score             | out of range                   | up to 1
            t.a: { phrases: [ x ], score: 1.01 }           | t.a.score             | `1.01` is out of range         | up to 1
            t.a: { phrases: [ x ], score: high }           | t.a.score             | `high` is not a decimal        | 0.8
            t.a: { patterns: [ "a(b" ] }                   | t.a.patterns[0]       | `a(b` does not compile         | RE2
            t.a: { patterns: [ "(?=a)b" ] }                | t.a.patterns[0]       | does not compile               | RE2
            t.a: { patterns: [ "a*" ] }                    | t.a.patterns[0]       | matches the empty text         | RE2
            t.a: { patterns: [ { when: [ x ] } ] }         | t.a.patterns[0].pattern | is missing                   | RE2
            t.a: { patterns: [ { pattern: a, when: [ ] } ] } | t.a.patterns[0].when | empty                         | at least one
            t.a: { patterns: [ { pattern: a, when: [ x ], with: [ ] } ] } | t.a.patterns[0].with | empty            | at least one
            T.a: { phrases: [ x ] }                        | T.a                   | `T.a` is not a kind            | topic.investment-advice
            """)
    void mistakeIsToldWithItsPlace_whenAnEntryIsWrong(String line, String path, String what, String mend) {
        Problems problems = new Problems();
        LexiconFile.parse("t.fine: { phrases: [ 好 ] }\n" + line, "x", source(problems));

        assertThat(problems.sorted()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("rules/lexicon/a.yaml");
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.what()).contains(what);
            assertThat(problem.mend()).contains(mend);
        });
    }

    private static Source source(Problems problems) {
        return new Source("rules/lexicon/a.yaml", problems, Environment.NONE);
    }
}
