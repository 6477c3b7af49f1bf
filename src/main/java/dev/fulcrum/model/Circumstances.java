package dev.fulcrum.model;

import java.util.List;

/**
 * What an exchange meets at its moment, besides what it says itself.
 *
 * @param desks where people work
 * @param loads how busy the gateway and its targets are
 * @param allowances what is left of the application's limits
 */
public record Circumstances(List<Desk> desks, List<Load> loads, List<Allowance> allowances) {
    public static final Circumstances NONE = new Circumstances(List.of(), List.of(), List.of());

    public Circumstances {
        desks = List.copyOf(desks);
        loads = List.copyOf(loads);
        allowances = List.copyOf(allowances);
    }
}
