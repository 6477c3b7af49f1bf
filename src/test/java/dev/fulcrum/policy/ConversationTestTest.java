package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Conversation;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTestTest {

    private static Optional<Predicate<Conversation>> read(String constraints) {
        TreeMap<String, String> drl = new TreeMap<>();
        drl.put(
                "request/test.drl",
                Bundles.file(Bundles.rule(
                        "request/a", "exists Conversation( " + constraints + " )", "insert( Flag.as( \"a\" ) );")));
        List<RuleText> rules = DrlFile.rules(new DrlReader(new Problems()).read(drl));
        ExistsDescr exists =
                (ExistsDescr) rules.get(0).descr().getLhs().getDescrs().get(0);
        return ConversationTest.of((PatternDescr) exists.getDescrs().get(0));
    }

    @Test
    void testHoldsAsWritten_whenNumbersAreCompared() {
        Predicate<Conversation> test =
                read("turns >= 8 || repeatedQuestions >= 2 && turns > 3").orElseThrow();

        assertThat(test).accepts(new Conversation(8, 0, 0, 0), new Conversation(4, 2, 0, 0));
        assertThat(test).rejects(new Conversation(7, 1, 0, 0), new Conversation(3, 2, 0, 0));
    }

    @Test
    void everyConstraintHasToHold_whenCommasPartThem() {
        Predicate<Conversation> test = read("turns < 3, repeatedQuestions != 0, turns <= 2, turns == 2")
                .orElseThrow();

        assertThat(test)
                .accepts(new Conversation(2, 1, 0, 0))
                .rejects(new Conversation(2, 0, 0, 0), new Conversation(1, 1, 0, 0));
    }

    @Test
    void refusalsAreCompared_whenATestNamesThem() {
        Predicate<Conversation> test =
                read("refusals >= 2, refusalsInARow >= 1").orElseThrow();

        assertThat(test)
                .accepts(new Conversation(4, 0, 2, 1))
                .rejects(new Conversation(4, 0, 2, 0), new Conversation(4, 0, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "( turns > 3 || turns < 1 ) && repeatedQuestions > 0",
                "$t : turns",
                "turns > repeatedQuestions",
                "refusals > refusalsInARow",
                "turns in ( 1, 2 )",
                "turns > 99999999999",
                "turns() > 3"
            })
    void conditionIsLeftToTheEngine_whenItIsNotAComparisonWithANumber(String constraints) {
        assertThat(read(constraints)).isEmpty();
    }
}
