package dev.fulcrum.model;

/**
 * A tool that the model asked for, in the history or in the answer.
 *
 * @param name the function's name
 * @param arguments its arguments as the model wrote them, usually JSON
 * @param index position among the tool calls, 0-based
 * @param answered whether it stands in the answer under judgement rather than in the history
 */
public record ToolCall(String name, String arguments, int index, boolean answered) {}
