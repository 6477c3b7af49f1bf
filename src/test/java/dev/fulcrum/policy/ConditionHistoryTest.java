package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Conditions hold as often as they did when Drools compiled their text itself: {@code condition-history.tsv} has a condition a line, and how
 * often a rule of it fired for each of {@link RandomFacts}, written down then.
 */
class ConditionHistoryTest {
    private static final int SEED = 7;

    @Test
    void firesAsOftenAsEver_whateverTheFacts() throws IOException {
        PolicyEngine engine = Bundles.engine();
        List<String> then = new ArrayList<>();
        List<String> now = new ArrayList<>();
        for (String line : lines()) {
            String when = line.substring(0, line.indexOf('\t'));
            String history = line.substring(line.indexOf('\t') + 1);
            Revision revision = Breaking.revision(Bundles.rule("request/a", when, "insert( Flag.as( \"seen\" ) );"));
            RandomFacts facts = new RandomFacts(SEED);
            List<String> fired = new ArrayList<>();
            for (int i = history.split(" ").length; i > 0; i--) {
                Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, facts.next(), rule -> false);
                assertThat(evaluation.errors()).as(when).isEmpty();
                fired.add(String.valueOf(evaluation.fired().size()));
            }
            then.add(line);
            now.add(when + "\t" + String.join(" ", fired));
        }

        assertThat(now).hasSizeGreaterThan(250).isEqualTo(then);
    }

    private static List<String> lines() throws IOException {
        try (InputStream file = ConditionHistoryTest.class.getResourceAsStream("condition-history.tsv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
