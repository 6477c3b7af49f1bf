package dev.fulcrum.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An example that a bundle carries to prove a rule: it must fire on it, or stay silent.
 *
 * @param rule id of the rule
 * @param name what the example shows
 * @param fires whether the rule has to fire
 * @param history messages of the request, the newest last
 * @param tools definitions of the request's tools, as text
 * @param answer the model's answer; empty in the request phase
 * @param app the calling application; {@code case} unless the example says otherwise
 * @param at the moment of the exchange; a fixed working hour unless the example says otherwise
 * @param desks which desks are open, by name; those not named are open
 * @param findings what services outside would see, since they are not asked about examples
 * @param file the case file
 * @param line line of the example, 1-based
 */
public record RuleCase(
        String rule,
        String name,
        boolean fires,
        List<Turn> history,
        List<String> tools,
        Optional<Reply> answer,
        String app,
        Instant at,
        Map<String, Boolean> desks,
        List<Stated> findings,
        String file,
        int line) {
    public RuleCase {
        history = List.copyOf(history);
        tools = List.copyOf(tools);
        desks = Map.copyOf(desks);
        findings = List.copyOf(findings);
    }

    /**
     * A finding that an example states.
     *
     * @param score 0 to 1
     * @param role of the message in which it is seen, the newest of that role; {@code assistant} for the answer of a response rule
     */
    public record Stated(String kind, double score, String role) {}

    /**
     * One message of an example.
     *
     * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
     * @param calls tools that the model asked for; of {@code assistant} only
     */
    public record Turn(String role, String text, List<Call> calls) {
        public Turn {
            calls = List.copyOf(calls);
        }

        /** A message without tool calls. */
        public Turn(String role, String text) {
            this(role, text, List.of());
        }
    }

    /**
     * The answer of an example, one choice that is complete.
     *
     * @param calls tools that the model asks for
     * @param finish why it ended, in the words of Chat Completions unless the example says otherwise
     */
    public record Reply(String text, List<Call> calls, String finish) {
        public Reply {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A tool that the model asks for.
     *
     * @param arguments as the model wrote them; JSON if it did well
     */
    public record Call(String tool, String arguments) {}
}
