/**
 * Facts to proposals to a decision; the only importer of Drools.
 *
 * <p>A {@link dev.fulcrum.policy.RevisionBuilder} turns a bundle into a {@link dev.fulcrum.policy.Revision}, the
 * {@link dev.fulcrum.policy.RevisionShelf} says which one is in force, the {@link dev.fulcrum.policy.PolicyEngine} asks
 * its rules, and the {@link dev.fulcrum.policy.Arbiter} decides between what they propose.
 */
package dev.fulcrum.policy;
