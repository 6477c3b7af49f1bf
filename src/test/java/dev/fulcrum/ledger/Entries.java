package dev.fulcrum.ledger;

import dev.fulcrum.model.AcceptedPrice;
import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Cost;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Latencies;
import dev.fulcrum.model.Outcome;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Price;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Entries for tests. */
final class Entries {
    static final Instant AT = Instant.parse("2026-03-04T02:30:00.125Z");

    private static final Map<String, RuleContract> CONTRACTS = new ConcurrentHashMap<>();

    private Entries() {}

    static Exchange exchange(String id, String app, Instant at) {
        return new Exchange(id, app, "openai.chat", "support", "gpt-4o-mini", true, "zh", "5f1c9a", "", at);
    }

    /** Answered, without any trade. */
    static ExchangeEntry plain(String id) {
        return entry(exchange(id, "help-desk", AT), false, Outcome.ANSWERED, List.of(), List.of());
    }

    static ExchangeEntry blocked(String id, String app, Instant at, String rule) {
        Trade trade = trade(rule, "block", Trade.Effect.ENFORCED);
        return entry(exchange(id, app, at), false, Outcome.BLOCKED, List.of(), List.of(trade));
    }

    /** Redacted and flagged: two trades, two findings, an attempt, tokens. */
    static ExchangeEntry traded(String id) {
        return new ExchangeEntry(
                exchange(id, "help-desk", AT),
                false,
                Outcome.ANSWERED,
                200,
                "full",
                "stop",
                OptionalInt.empty(),
                "",
                Optional.empty(),
                "primary",
                List.of(
                        new Finding("pii.email", part("我的邮箱是 wang@example.com"), 1, 1, List.of(new Span(6, 22))),
                        new Finding("promise.refund", choice("保证退款 🙂"), 0.9, 1, List.of(new Span(0, 4)))),
                List.of(
                        trade("request/personal-data-is-masked", "redact", Trade.Effect.ENFORCED),
                        trade("response/refund-promise", "flag", Trade.Effect.SHADOW)),
                List.of(),
                List.of(Attempt.of("primary", Attempt.Outcome.ANSWERED, 200, 412, "")),
                new Tokens(318, 96),
                Optional.of(new Cost(105_300, "USD")),
                Optional.empty(),
                new Latencies(84, 412, 230, 3, 421),
                "3fa91c22d0be",
                7);
    }

    static ExchangeEntry entry(
            Exchange exchange, boolean intent, Outcome outcome, List<PolicyError> errors, List<Trade> trades) {
        return new ExchangeEntry(
                exchange,
                intent,
                outcome,
                outcome == Outcome.BLOCKED ? 400 : 200,
                "",
                "",
                OptionalInt.empty(),
                "",
                Optional.empty(),
                "",
                List.of(),
                trades,
                errors,
                List.of(),
                Tokens.NONE,
                Optional.empty(),
                Optional.empty(),
                new Latencies(10, 0, -1, 0, 1),
                "3fa91c22d0be",
                1);
    }

    static Trade trade(String rule, String action, Trade.Effect effect) {
        return new Trade(
                CONTRACTS.computeIfAbsent(rule, Entries::contract),
                effect == Trade.Effect.SHADOW ? "shadow" : "enforce",
                action,
                effect,
                List.of(
                        new Price("evasiveness", OptionalDouble.empty(), ""),
                        new Price("latency", OptionalDouble.of(3), "ms")));
    }

    private static RuleContract contract(String rule) {
        return new RuleContract(
                rule,
                Phase.ofRule(rule).orElseThrow(),
                "customer-care",
                List.of("business.promise"),
                List.of("evasiveness", "latency"),
                List.of(new AcceptedPrice(
                        "evasiveness", 0.02, "share", Duration.ofHours(24), "evasiveness <= 2% over 24h")),
                "A refund is for a person to grant.",
                Optional.empty(),
                List.of(),
                rule + ".drl",
                3);
    }

    static Part part(String text) {
        return new Part(Part.MESSAGE, "user", 2, true, text);
    }

    static Part choice(String text) {
        return new Part(Part.CHOICE, "assistant", 0, true, text);
    }
}
