/**
 * Model endpoints behind one interface: over HTTP, simulated, or answering from a recording.
 *
 * <p>A {@link dev.fulcrum.upstream.Target} lives on the event loop of whoever calls it. What goes wrong on the way to a
 * model or back is an {@link dev.fulcrum.upstream.UpstreamFailure}; an answer of any status is an answer.
 */
package dev.fulcrum.upstream;
