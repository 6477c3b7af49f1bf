/**
 * The path of one exchange.
 *
 * <p>{@link dev.fulcrum.proxy.ProxyServer} listens, {@link dev.fulcrum.proxy.ExchangeHandler} drives one exchange with one
 * collaborator for each step: {@code Intake} reads and routes, {@code Judge} asks the rules, {@code Dispatch} asks the
 * targets, {@code Relay} and {@code Reply} release the answer, {@code Recorder} writes the ledger. {@code Passage} is what
 * one exchange knows of itself on the way.
 */
package dev.fulcrum.proxy;
