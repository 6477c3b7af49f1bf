/** The load benchmark: the same upstream reached directly, through a bare relay and through Fulcrum, in one interleaved run. */
package dev.fulcrum.bench;
