package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.ToolCall;
import java.util.List;

/**
 * What has come of an answer.
 *
 * @param parts in the order of {@link WholeAnswer#parts()}, with the same kinds, roles and indices
 * @param answers the choices by index
 * @param toolCalls the tool calls, their arguments as far as they have come
 */
public record AnswerSoFar(List<PartSoFar> parts, List<Answer> answers, List<ToolCall> toolCalls) {
    public AnswerSoFar {
        parts = List.copyOf(parts);
        answers = List.copyOf(answers);
        toolCalls = List.copyOf(toolCalls);
    }
}
