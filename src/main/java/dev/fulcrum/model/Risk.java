package dev.fulcrum.model;

import java.util.List;

/**
 * An entry of the risk register.
 *
 * @param id dotted id such as {@code compliance.advice}
 * @param side whether rules lower it or pay with it
 * @param meaning what it means, in a sentence
 * @param measuredAs how a price is measured; empty for harms
 * @param owner who answers for it
 * @param tolerance how much of it is accepted, in words
 * @param refusable whether a model ought to refuse a prompt in which an enforced rule saw this harm; of harms only
 * @param mapsTo references to public taxonomies
 */
public record Risk(
        String id,
        Side side,
        String meaning,
        String measuredAs,
        String owner,
        String tolerance,
        boolean refusable,
        List<String> mapsTo) {

    /** Harms are lowered by rules; prices are raised by them. */
    public enum Side {
        HARM,
        PRICE
    }

    public Risk {
        mapsTo = List.copyOf(mapsTo);
    }
}
