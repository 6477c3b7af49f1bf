package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Span;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every detector reads every text to its end, and what it sees lies within the text. */
class DetectorsPropertyTest {
    private static final List<String> PIECES = List.of(
            "phone",
            " ",
            "(",
            ")",
            "+1",
            "415",
            "-",
            "555",
            "0132",
            "\n",
            "电话",
            "：",
            "Mr.",
            "Mr",
            " Smith",
            "'s",
            "Name",
            ":",
            "王",
            "先生",
            "姓名",
            "我叫",
            "李雷",
            "地址",
            "省",
            "市",
            "路",
            "1",
            "://",
            "a",
            "@",
            "b.com",
            "http",
            "![",
            "](",
            "<img ",
            ">",
            "```",
            "~~~",
            "token",
            "=",
            "a1b2c3d4",
            "ssn",
            "123-45-6789",
            "card",
            "4111111111111111",
            "\uD83D",
            "🙂",
            "\u200B",
            "１２３",
            "Dear",
            "de ",
            "O'",
            "．",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            "x",
            "office",
            "(0)",
            "ext.",
            "ﬁ",
            "Bearer ",
            "AKID",
            "SG.",
            "Address",
            "St.",
            ".",
            " and ",
            ";",
            "import ",
            "return",
            "'",
            "password",
            "-----BEGIN PRIVATE KEY-----");

    private final Inspections inspections = new Inspections(0);
    private final Inspection everything = inspections.create(Lexicon.EMPTY, inspections.builtInKinds());

    @Property(tries = 3000, seed = "20261123")
    void spansAscendWithinTheText_whateverItSays(@ForAll("texts") String text) {
        for (Finding finding : everything.inspect(List.of(Looking.part(text)))) {
            int behind = 0;
            for (Span span : finding.spans()) {
                assertThat(span.start()).as(finding.kind()).isGreaterThanOrEqualTo(behind);
                assertThat(span.end()).as(finding.kind()).isLessThanOrEqualTo(text.length());
                behind = span.end();
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(25).map(pieces -> pieces.stream()
                .collect(Collectors.joining()));
    }
}
