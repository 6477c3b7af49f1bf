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
 * @param attempts what was tried so far, the newest last; of the failure phase only
 * @param answer the model's answer; empty in the request phase, and in the failure phase unless the model refused or evaded
 * @param setting who calls, when, and what the exchange meets
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
        List<Attempt> attempts,
        Optional<Reply> answer,
        Setting setting,
        List<Stated> findings,
        String file,
        int line) {
    public RuleCase {
        history = List.copyOf(history);
        tools = List.copyOf(tools);
        attempts = List.copyOf(attempts);
        findings = List.copyOf(findings);
    }

    /**
     * Who calls, when, and what the exchange meets.
     *
     * @param app the calling application; {@code case} unless the example says otherwise
     * @param tenant for whom it calls; empty unless the example says otherwise
     * @param at the moment of the exchange; a fixed working hour unless the example says otherwise
     * @param desks which desks are open, by name; those not named are open
     * @param route the route that the exchange takes; {@code case} unless the example says otherwise
     * @param loads how busy the gateway and its targets are, as far as the example says
     * @param allowances what is left of the application's limits, as far as the example says
     */
    public record Setting(
            String app,
            String tenant,
            String route,
            Instant at,
            Map<String, Boolean> desks,
            List<Load> loads,
            List<Allowance> allowances) {
        public Setting {
            desks = Map.copyOf(desks);
            loads = List.copyOf(loads);
            allowances = List.copyOf(allowances);
        }
    }

    /**
     * A finding that an example states.
     *
     * @param score 0 to 1
     * @param place role of the message in which it is seen, the newest of that role; or {@link #ANSWER}
     */
    public record Stated(String kind, double score, String place) {
        /** The place of findings in the model's answer. */
        public static final String ANSWER = "answer";
    }

    /**
     * One message of an example.
     *
     * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
     * @param calls tools that the model asked for; of {@code assistant} only
     * @param unreadable what is in it that cannot be read, by sort as in {@link Part#UNREADABLE}
     */
    public record Turn(String role, String text, List<Call> calls, List<String> unreadable) {
        public Turn {
            calls = List.copyOf(calls);
            unreadable = List.copyOf(unreadable);
        }

        /** A message that can be read as a whole. */
        public Turn(String role, String text, List<Call> calls) {
            this(role, text, calls, List.of());
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
