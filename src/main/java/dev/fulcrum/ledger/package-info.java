/**
 * The durable record: entries in a chain of hashes, and the state that has to survive a restart.
 *
 * <p>All writes of the process go through one connection on one thread, {@link dev.fulcrum.ledger.Database#writerThread()}.
 */
package dev.fulcrum.ledger;
