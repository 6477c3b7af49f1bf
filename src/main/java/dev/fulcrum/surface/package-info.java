/**
 * Wire APIs to and from the model: one small adapter for each API behind {@link dev.fulcrum.surface.Surface}.
 *
 * <p>Bodies are read once into byte offsets and edited by splices, so that everything no rule touched stays as it came.
 */
package dev.fulcrum.surface;
