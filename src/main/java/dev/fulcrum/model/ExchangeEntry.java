package dev.fulcrum.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ledger's record of one exchange: what was found, traded, tried and delivered, without any text of it.
 *
 * @param intent whether this is the record written before a stream is released; a second one follows with its outcome
 * @param status HTTP status that the caller got
 * @param answerClass {@code full}, {@code partial}, {@code refusal}, {@code truncated}, {@code filtered}, {@code tool-call}, {@code handed-off}, {@code failed}, or empty
 * @param finishReason as the model said it; empty when unknown
 * @param releasedCharacters how many characters of the answer went out before a rule stopped it; empty when none did
 * @param failure reason code and detail of a failure, without text of the exchange; empty when none
 * @param caseId the case that a handoff opened
 * @param target the target that served; empty when none did
 * @param cost of all targets that have a price and reported their tokens; empty when none did
 * @param replayOf the exchange whose answer was given again; empty when this one has an answer of its own
 * @param revision the revision of the rules in force
 * @param switches the version of the switches in force
 */
public record ExchangeEntry(
        Exchange exchange,
        boolean intent,
        Outcome outcome,
        int status,
        String answerClass,
        String finishReason,
        OptionalInt releasedCharacters,
        String failure,
        Optional<String> caseId,
        String target,
        List<Finding> findings,
        List<Trade> trades,
        List<PolicyError> errors,
        List<Attempt> attempts,
        Tokens tokens,
        Optional<Cost> cost,
        Optional<String> replayOf,
        Latencies latencies,
        String revision,
        long switches) {
    public ExchangeEntry {
        findings = List.copyOf(findings);
        trades = List.copyOf(trades);
        errors = List.copyOf(errors);
        attempts = List.copyOf(attempts);
    }
}
