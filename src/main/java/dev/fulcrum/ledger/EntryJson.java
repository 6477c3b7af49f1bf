package dev.fulcrum.ledger;

import dev.fulcrum.model.Act;
import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Cost;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Latencies;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes entries as JSON, fields always in the same order; what is empty, absent or zero by absence is left out.
 *
 * <p>A finding is written without the text that it was found in. Not thread-safe.
 */
final class EntryJson {
    static final String EXCHANGE = "exchange";
    static final String INTENT = "intent";
    static final String ACT = "act";

    private static final int LAYOUT = 1;

    private final InstantJson instants = new InstantJson();
    private final TradeJson trades = new TradeJson();

    static String kind(ExchangeEntry entry) {
        return entry.intent() ? INTENT : EXCHANGE;
    }

    void write(ExchangeEntry entry, JsonBytes to) {
        to.open('{');
        to.name(Names.V);
        to.number(LAYOUT);
        string(to, Names.KIND, kind(entry));
        exchange(to, entry.exchange());
        string(to, Names.REVISION, entry.revision());
        to.name(Names.SWITCHES);
        to.number(entry.switches());
        outcome(to, entry);
        findings(to, entry.findings());
        trades.write(to, entry.trades());
        errors(to, entry.errors());
        attempts(to, entry.attempts());
        tokens(to, entry.tokens());
        cost(to, entry.cost());
        latency(to, entry.latencies());
        to.close('}');
    }

    void write(Act act, JsonBytes to) {
        to.open('{');
        to.name(Names.V);
        to.number(LAYOUT);
        string(to, Names.KIND, ACT);
        at(to, act.at());
        text(to, Names.WHO, act.who());
        text(to, Names.VERB, act.verb());
        text(to, Names.OBJECT, act.object());
        text(to, Names.WHY, act.why());
        if (!act.details().isEmpty()) {
            to.name(Names.DETAILS);
            to.open('{');
            for (Map.Entry<String, String> detail : new TreeMap<>(act.details()).entrySet()) {
                to.name(detail.getKey());
                to.string(detail.getValue());
            }
            to.close('}');
        }
        to.close('}');
    }

    private void exchange(JsonBytes to, Exchange exchange) {
        string(to, Names.EXCHANGE, exchange.id());
        at(to, exchange.at());
        text(to, Names.APP, exchange.app());
        text(to, Names.SURFACE, exchange.surface());
        text(to, Names.ROUTE, exchange.route());
        text(to, Names.MODEL, exchange.model());
        to.name(Names.STREAM);
        to.bool(exchange.stream());
        text(to, Names.LANGUAGE, exchange.language());
        text(to, Names.SUBJECT, exchange.subject());
        text(to, Names.TENANT, exchange.tenant());
    }

    private static void outcome(JsonBytes to, ExchangeEntry entry) {
        string(to, Names.OUTCOME, entry.outcome().id());
        number(to, Names.STATUS, entry.status());
        text(to, Names.ANSWER_CLASS, entry.answerClass());
        text(to, Names.FINISH, entry.finishReason());
        if (entry.releasedCharacters().isPresent()) {
            to.name(Names.RELEASED);
            to.number(entry.releasedCharacters().getAsInt());
        }
        text(to, Names.FAILURE, entry.failure());
        text(to, Names.CASE, entry.caseId().orElse(""));
        text(to, Names.TARGET, entry.target());
        text(to, Names.REPLAY_OF, entry.replayOf().orElse(""));
    }

    private static void findings(JsonBytes to, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        to.name(Names.FINDINGS);
        to.open('[');
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            to.open('{');
            text(to, Names.KIND, finding.kind());
            text(to, Names.PART, finding.part().kind());
            text(to, Names.ROLE, finding.part().role());
            to.name(Names.INDEX);
            to.number(finding.part().index());
            to.name(Names.SCORE);
            to.number(finding.score());
            to.name(Names.COUNT);
            to.number(finding.count());
            spans(to, finding.spans());
            to.close('}');
        }
        to.close(']');
    }

    private static void spans(JsonBytes to, List<Span> spans) {
        if (spans.isEmpty()) {
            return;
        }
        to.name(Names.SPANS);
        to.open('[');
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            to.open('[');
            to.number(span.start());
            to.number(span.end());
            to.close(']');
        }
        to.close(']');
    }

    private static void errors(JsonBytes to, List<PolicyError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        to.name(Names.ERRORS);
        to.open('[');
        for (PolicyError error : errors) {
            to.open('{');
            text(to, Names.RULE, error.rule());
            string(to, Names.PHASE, error.phase().id());
            text(to, Names.MESSAGE, error.message());
            to.close('}');
        }
        to.close(']');
    }

    private static void attempts(JsonBytes to, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        to.name(Names.ATTEMPTS);
        to.open('[');
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            to.open('{');
            text(to, Names.TARGET, attempt.target());
            string(to, Names.OUTCOME, attempt.outcome());
            number(to, Names.STATUS, attempt.status());
            to.name(Names.MILLIS);
            to.number(attempt.millis());
            text(to, Names.DETAIL, attempt.detail());
            to.close('}');
        }
        to.close(']');
    }

    private static void tokens(JsonBytes to, Tokens tokens) {
        if (tokens.input() > 0 || tokens.output() > 0) {
            to.name(Names.TOKENS);
            to.open('{');
            to.name(Names.INPUT);
            to.number(tokens.input());
            to.name(Names.OUTPUT);
            to.number(tokens.output());
            to.close('}');
        }
    }

    private static void cost(JsonBytes to, Optional<Cost> cost) {
        if (cost.isPresent()) {
            to.name(Names.COST);
            to.open('{');
            to.name(Names.AMOUNT);
            to.millionths(cost.get().micros());
            text(to, Names.CURRENCY, cost.get().currency());
            to.close('}');
        }
    }

    private static void latency(JsonBytes to, Latencies latencies) {
        to.name(Names.LATENCY);
        to.open('{');
        to.name(Names.POLICY_MICROS);
        to.number(latencies.policyMicros());
        to.name(Names.UPSTREAM_MILLIS);
        to.number(latencies.upstreamMillis());
        if (latencies.firstByteMillis() >= 0) {
            to.name(Names.FIRST_BYTE_MILLIS);
            to.number(latencies.firstByteMillis());
        }
        to.name(Names.HELD_MILLIS);
        to.number(latencies.heldMillis());
        to.name(Names.TOTAL_MILLIS);
        to.number(latencies.totalMillis());
        to.close('}');
    }

    private void at(JsonBytes to, Instant at) {
        to.name(Names.AT);
        instants.write(to, at);
    }

    private static void number(JsonBytes to, JsonName name, int value) {
        if (value != 0) {
            to.name(name);
            to.number(value);
        }
    }

    /** Writes a text field, unless it is empty. */
    static void text(JsonBytes to, JsonName name, String value) {
        if (!value.isEmpty()) {
            string(to, name, value);
        }
    }

    /** Writes a text field of our own making, empty or not. */
    static void string(JsonBytes to, JsonName name, String value) {
        to.name(name);
        to.string(value);
    }
}
