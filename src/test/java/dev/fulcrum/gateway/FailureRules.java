package dev.fulcrum.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bundles of failure rules for tests. */
final class FailureRules {
    private static final Path SHIPPED = Path.of("rules", "failure").toAbsolutePath();

    private FailureRules() {}

    /** The shipped rules over models that refuse or evade, and nothing else. */
    static void fallBackFromRefusals(Path rules) {
        copy("refusals.drl", rules);
        copy("refusals.cases.yaml", rules);
    }

    /** One rule, which answers in the place of a model that refuses. */
    static void answerRefusals(Path rules) {
        String rule = Rules.rule("failure/refusal-is-answered", "none", "Answer.with( \"Please call us.\" )")
                .replace("exists Finding( kind == \"none\" )", "exists Attempt( outcome == \"refused\", latest )");
        String cases =
                """
                - rule: failure/refusal-is-answered
                  fires: [ { user: hello, answer: "%s", attempts: [ { outcome: refused } ] } ]
                  silent: [ { user: hello, attempts: [ { outcome: rejected } ] } ]
                """
                        .formatted(Lie.REFUSAL);
        try {
            Path failure = Files.createDirectories(rules.resolve("failure"));
            Files.writeString(failure.resolve("one.drl"), rule);
            Files.writeString(failure.resolve("one.cases.yaml"), cases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(String file, Path rules) {
        try {
            Files.createDirectories(rules.resolve("failure"));
            Files.copy(SHIPPED.resolve(file), rules.resolve("failure").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
