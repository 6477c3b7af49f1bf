package dev.fulcrum.model;

import java.util.List;

/**
 * Everything that the rules of one phase read about one exchange.
 *
 * @param answers the choices of the answer; empty in the request phase
 */
public record Facts(
        Exchange exchange,
        Conversation conversation,
        List<Message> messages,
        List<ToolCall> toolCalls,
        List<ToolResult> toolResults,
        List<Finding> findings,
        List<Desk> desks,
        List<Answer> answers) {
    public Facts {
        messages = List.copyOf(messages);
        toolCalls = List.copyOf(toolCalls);
        toolResults = List.copyOf(toolResults);
        findings = List.copyOf(findings);
        desks = List.copyOf(desks);
        answers = List.copyOf(answers);
    }
}
