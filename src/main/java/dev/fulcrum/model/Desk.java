package dev.fulcrum.model;

/**
 * A desk where work for people queues, at the moment of an exchange.
 *
 * @param name the name that the configuration gives it
 * @param open whether it is staffed now
 * @param hours its opening hours, for people
 */
public record Desk(String name, boolean open, String hours) {}
