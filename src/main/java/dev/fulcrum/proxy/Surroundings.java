package dev.fulcrum.proxy;

import dev.fulcrum.model.Allowance;
import dev.fulcrum.model.Circumstances;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Load;
import dev.fulcrum.model.Phase;
import dev.fulcrum.policy.Revision;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gathers what an exchange meets at its moment, as far as rules of a phase read it.
 *
 * @param desks the desks at a moment
 * @param loads how busy the gateway and its targets are now
 * @param allowances what is left now of the limits of an application
 */
public record Surroundings(
        Function<Instant, List<Desk>> desks, Supplier<List<Load>> loads, Function<String, List<Allowance>> allowances) {

    Circumstances of(Passage passage, Revision revision, Phase phase) {
        return new Circumstances(
                revision.reads(phase, "Desk") ? desks.apply(passage.at()) : List.of(),
                revision.reads(phase, "Load") ? loads.get() : List.of(),
                revision.reads(phase, "Allowance") ? allowances.apply(passage.app()) : List.of());
    }
}
