package dev.fulcrum.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
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
import java.io.IOException;
import java.io.OutputStream;
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

    private final JsonFactory json = new JsonFactory();
    private final TradeJson trades = new TradeJson(json);

    static String kind(ExchangeEntry entry) {
        return entry.intent() ? INTENT : EXCHANGE;
    }

    void write(ExchangeEntry entry, OutputStream out) throws IOException {
        try (JsonGenerator to = json.createGenerator(out)) {
            to.writeStartObject();
            to.writeFieldName(Names.V);
            to.writeNumber(LAYOUT);
            string(to, Names.KIND, kind(entry));
            exchange(to, entry.exchange());
            string(to, Names.REVISION, entry.revision());
            to.writeFieldName(Names.SWITCHES);
            to.writeNumber(entry.switches());
            outcome(to, entry);
            findings(to, entry.findings());
            trades.write(to, entry.trades());
            errors(to, entry.errors());
            attempts(to, entry.attempts());
            tokens(to, entry.tokens());
            cost(to, entry.cost());
            latency(to, entry.latencies());
            to.writeEndObject();
        }
    }

    void write(Act act, OutputStream out) throws IOException {
        try (JsonGenerator to = json.createGenerator(out)) {
            to.writeStartObject();
            to.writeFieldName(Names.V);
            to.writeNumber(LAYOUT);
            string(to, Names.KIND, ACT);
            string(to, Names.AT, act.at().toString());
            text(to, Names.WHO, act.who());
            text(to, Names.VERB, act.verb());
            text(to, Names.OBJECT, act.object());
            text(to, Names.WHY, act.why());
            if (!act.details().isEmpty()) {
                to.writeFieldName(Names.DETAILS);
                to.writeStartObject();
                for (Map.Entry<String, String> detail : new TreeMap<>(act.details()).entrySet()) {
                    to.writeStringField(Text.whole(detail.getKey()), Text.whole(detail.getValue()));
                }
                to.writeEndObject();
            }
            to.writeEndObject();
        }
    }

    private static void exchange(JsonGenerator to, Exchange exchange) throws IOException {
        string(to, Names.EXCHANGE, exchange.id());
        string(to, Names.AT, exchange.at().toString());
        text(to, Names.APP, exchange.app());
        text(to, Names.SURFACE, exchange.surface());
        text(to, Names.ROUTE, exchange.route());
        text(to, Names.MODEL, exchange.model());
        to.writeFieldName(Names.STREAM);
        to.writeBoolean(exchange.stream());
        text(to, Names.LANGUAGE, exchange.language());
        text(to, Names.SUBJECT, exchange.subject());
        text(to, Names.TENANT, exchange.tenant());
    }

    private static void outcome(JsonGenerator to, ExchangeEntry entry) throws IOException {
        string(to, Names.OUTCOME, entry.outcome().id());
        number(to, Names.STATUS, entry.status());
        text(to, Names.ANSWER_CLASS, entry.answerClass());
        text(to, Names.FINISH, entry.finishReason());
        if (entry.releasedCharacters().isPresent()) {
            to.writeFieldName(Names.RELEASED);
            to.writeNumber(entry.releasedCharacters().getAsInt());
        }
        text(to, Names.FAILURE, entry.failure());
        text(to, Names.CASE, entry.caseId().orElse(""));
        text(to, Names.TARGET, entry.target());
        text(to, Names.REPLAY_OF, entry.replayOf().orElse(""));
    }

    private static void findings(JsonGenerator to, List<Finding> findings) throws IOException {
        if (findings.isEmpty()) {
            return;
        }
        to.writeFieldName(Names.FINDINGS);
        to.writeStartArray();
        for (Finding finding : findings) {
            to.writeStartObject();
            text(to, Names.KIND, finding.kind());
            text(to, Names.PART, finding.part().kind());
            text(to, Names.ROLE, finding.part().role());
            to.writeFieldName(Names.INDEX);
            to.writeNumber(finding.part().index());
            to.writeFieldName(Names.SCORE);
            to.writeNumber(finding.score());
            to.writeFieldName(Names.COUNT);
            to.writeNumber(finding.count());
            spans(to, finding.spans());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private static void spans(JsonGenerator to, List<Span> spans) throws IOException {
        if (spans.isEmpty()) {
            return;
        }
        to.writeFieldName(Names.SPANS);
        to.writeStartArray();
        for (Span span : spans) {
            to.writeStartArray();
            to.writeNumber(span.start());
            to.writeNumber(span.end());
            to.writeEndArray();
        }
        to.writeEndArray();
    }

    private static void errors(JsonGenerator to, List<PolicyError> errors) throws IOException {
        if (errors.isEmpty()) {
            return;
        }
        to.writeFieldName(Names.ERRORS);
        to.writeStartArray();
        for (PolicyError error : errors) {
            to.writeStartObject();
            text(to, Names.RULE, error.rule());
            string(to, Names.PHASE, error.phase().id());
            text(to, Names.MESSAGE, error.message());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private static void attempts(JsonGenerator to, List<Attempt> attempts) throws IOException {
        if (attempts.isEmpty()) {
            return;
        }
        to.writeFieldName(Names.ATTEMPTS);
        to.writeStartArray();
        for (Attempt attempt : attempts) {
            to.writeStartObject();
            text(to, Names.TARGET, attempt.target());
            string(to, Names.OUTCOME, attempt.outcome());
            number(to, Names.STATUS, attempt.status());
            to.writeFieldName(Names.MILLIS);
            to.writeNumber(attempt.millis());
            text(to, Names.DETAIL, attempt.detail());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private static void tokens(JsonGenerator to, Tokens tokens) throws IOException {
        if (tokens.input() > 0 || tokens.output() > 0) {
            to.writeFieldName(Names.TOKENS);
            to.writeStartObject();
            to.writeFieldName(Names.INPUT);
            to.writeNumber(tokens.input());
            to.writeFieldName(Names.OUTPUT);
            to.writeNumber(tokens.output());
            to.writeEndObject();
        }
    }

    private static void cost(JsonGenerator to, Optional<Cost> cost) throws IOException {
        if (cost.isPresent()) {
            to.writeFieldName(Names.COST);
            to.writeStartObject();
            to.writeFieldName(Names.AMOUNT);
            to.writeNumber(cost.get().amount().toPlainString());
            text(to, Names.CURRENCY, cost.get().currency());
            to.writeEndObject();
        }
    }

    private static void latency(JsonGenerator to, Latencies latencies) throws IOException {
        to.writeFieldName(Names.LATENCY);
        to.writeStartObject();
        to.writeFieldName(Names.POLICY_MICROS);
        to.writeNumber(latencies.policyMicros());
        to.writeFieldName(Names.UPSTREAM_MILLIS);
        to.writeNumber(latencies.upstreamMillis());
        if (latencies.firstByteMillis() >= 0) {
            to.writeFieldName(Names.FIRST_BYTE_MILLIS);
            to.writeNumber(latencies.firstByteMillis());
        }
        to.writeFieldName(Names.HELD_MILLIS);
        to.writeNumber(latencies.heldMillis());
        to.writeFieldName(Names.TOTAL_MILLIS);
        to.writeNumber(latencies.totalMillis());
        to.writeEndObject();
    }

    private static void number(JsonGenerator to, SerializedString name, int value) throws IOException {
        if (value != 0) {
            to.writeFieldName(name);
            to.writeNumber(value);
        }
    }

    /** Writes a text field, unless it is empty. */
    static void text(JsonGenerator to, SerializedString name, String value) throws IOException {
        if (!value.isEmpty()) {
            string(to, name, Text.whole(value));
        }
    }

    /** Writes a text field of our own making, empty or not. */
    static void string(JsonGenerator to, SerializedString name, String value) throws IOException {
        to.writeFieldName(name);
        to.writeString(value);
    }
}
