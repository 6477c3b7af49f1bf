package dev.fulcrum.model;

/**
 * What a rule asks for. The arbiter decides which proposals of an exchange are carried out.
 *
 * <p>The first three end the exchange and the next two choose its target; they exclude one another, the strongest first;
 * {@link Redact} and {@link Instruct} add up; {@link Flag} only leaves a record.
 */
public sealed interface Proposal permits Block, Handoff, CannedAnswer, Fallback, Reroute, Redact, Instruct, Flag {

    /** The action's name in the ledger: {@code block}, {@code handoff}, {@code answer}, {@code reroute}, … */
    String action();
}
