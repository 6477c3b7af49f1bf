package dev.fulcrum.surface;

import dev.fulcrum.model.Message;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import java.util.List;

/**
 * What a request says: its messages, and all of it that can be read and edited.
 *
 * @param messages the messages in order
 * @param calls the tool calls of the messages, numbered through
 * @param results the tool results among the messages
 * @param passages messages and tool calls in order, then tool definitions
 */
record History(List<Message> messages, List<ToolCall> calls, List<ToolResult> results, List<Passage> passages) {
    History {
        messages = List.copyOf(messages);
        calls = List.copyOf(calls);
        results = List.copyOf(results);
        passages = List.copyOf(passages);
    }
}
