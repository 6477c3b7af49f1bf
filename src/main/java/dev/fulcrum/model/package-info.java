/** Immutable facts and records that cross rooms. Imports the JDK only; every type is safe to share between threads. */
package dev.fulcrum.model;
