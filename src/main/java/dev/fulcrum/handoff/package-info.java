/** Desks and cases: where people take over, when they are there, and what they answered. */
package dev.fulcrum.handoff;
