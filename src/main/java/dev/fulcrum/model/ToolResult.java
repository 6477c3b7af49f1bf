package dev.fulcrum.model;

/**
 * What a tool returned, as the application passes it to the model.
 *
 * @param callId the call that it answers
 * @param text what the tool said
 * @param index position in the history, 0-based
 */
public record ToolResult(String callId, String text, int index) {}
