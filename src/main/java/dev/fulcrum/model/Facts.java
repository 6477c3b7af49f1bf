package dev.fulcrum.model;

import java.util.List;

/**
 * Everything that the rules of one phase read about one exchange.
 *
 * @param answers the choices of the answer; empty in the request phase, and in the failure phase unless a model refused or evaded
 * @param attempts what was tried so far, the newest last; of the failure phase only
 */
public record Facts(
        Exchange exchange,
        Conversation conversation,
        List<Message> messages,
        List<ToolCall> toolCalls,
        List<ToolResult> toolResults,
        List<Finding> findings,
        List<Answer> answers,
        List<Attempt> attempts,
        Circumstances circumstances) {
    public Facts {
        messages = List.copyOf(messages);
        toolCalls = List.copyOf(toolCalls);
        toolResults = List.copyOf(toolResults);
        findings = List.copyOf(findings);
        answers = List.copyOf(answers);
        attempts = List.copyOf(attempts);
    }
}
