package dev.fulcrum.model;

/**
 * A message of the request's history, as a fact for rules.
 *
 * @param role {@code system}, {@code developer}, {@code user}, {@code assistant} or {@code tool}
 * @param text its text, content arrays joined by line feeds
 * @param index position in the history, 0-based
 * @param latest whether it belongs to the {@link NewestTurn newest turn}
 */
public record Message(String role, String text, int index, boolean latest) {}
