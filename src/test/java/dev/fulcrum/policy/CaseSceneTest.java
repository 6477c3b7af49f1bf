package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Problem;
import dev.fulcrum.model.RuleCase;
import dev.fulcrum.model.RuleCase.Call;
import dev.fulcrum.model.RuleCase.Reply;
import dev.fulcrum.model.RuleCase.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples prove rules over tools and over the end of an answer. */
class CaseSceneTest {
    private static final RuleCase REQUEST = Bundles.example("request/a", false, "hello");
    private static final RuleCase RESPONSE = Bundles.example("response/a", false, "Gladly.");

    /** A condition, and an example in which it holds. */
    static Stream<Arguments> conditions() {
        Call pay = new Call("pay", "{\"stock\":7}");
        List<Turn> tools = List.of(
                new Turn("user", "hello"), new Turn("assistant", "", List.of(pay)), new Turn("tool", "stock 退款"));
        return Stream.of(
                Arguments.of("ToolCall( name == \"pay\", answered == false, index == 0 )", request(tools, List.of())),
                Arguments.of("ToolResult( text contains \"退款\", index == 2 )", request(tools, List.of())),
                Arguments.of(
                        "Finding( kind == \"topic.stock\", part.kind == \"tool-call\", part.role == \"assistant\","
                                + " part.latest == false )",
                        request(tools, List.of())),
                Arguments.of(
                        "Finding( kind == \"topic.stock\", part.kind == \"tool-result\", part.role == \"tool\", part.latest )",
                        request(tools, List.of())),
                Arguments.of(
                        "Finding( kind == \"topic.stock\", part.kind == \"tool-definition\", part.role == \"developer\","
                                + " part.index == 1 )",
                        request(REQUEST.history(), List.of("Greets.", "Buys stock."))),
                Arguments.of(
                        "Answer( finishReason == \"length\", complete )", response(new Reply("", List.of(), "length"))),
                Arguments.of(
                        "ToolCall( name == \"pay\", answered, index == 1 )",
                        response(new Reply("", List.of(new Call("ask", "{}"), pay), "tool_calls"))),
                Arguments.of(
                        "Finding( kind == \"topic.stock\", part.kind == \"tool-call\", part.latest )",
                        response(new Reply("", List.of(pay), "tool_calls"))));
    }

    private static RuleCase request(List<Turn> history, List<String> tools) {
        return firing(REQUEST, history, tools, Optional.empty());
    }

    private static RuleCase response(Reply reply) {
        return firing(RESPONSE, RESPONSE.history(), List.of(), Optional.of(reply));
    }

    private static RuleCase firing(RuleCase silent, List<Turn> history, List<String> tools, Optional<Reply> answer) {
        return new RuleCase(
                silent.rule(),
                silent.name(),
                true,
                history,
                tools,
                silent.attempts(),
                answer,
                silent.setting(),
                silent.findings(),
                silent.file(),
                silent.line());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conditions")
    void ruleFires_whenTheExampleSaysWhatItReads(String when, RuleCase fires) {
        RuleCase silent = fires.rule().startsWith("request/") ? REQUEST : RESPONSE;
        String drl = Bundles.file(Bundles.rule(fires.rule(), "exists " + when, "insert( Flag.as( \"seen\" ) );"));
        String file = fires.rule().replace("/a", "/test.drl");

        Built built = Bundles.build(Bundles.source(new TreeMap<>(Map.of(file, drl)), List.of(fires, silent)));

        assertThat(built.errors()).extracting(Problem::toString).isEmpty();
        assertThat(built.cases()).extracting(CaseResult::fired).containsExactly(true, false);
    }
}
