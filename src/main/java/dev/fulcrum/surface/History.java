package dev.fulcrum.surface;

import dev.fulcrum.model.Message;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What a request says: its messages, and all of it that can be read and edited.
 *
 * @param messages the messages in order
 * @param calls the tool calls of the messages, numbered through
 * @param results the tool results among the messages
 * @param passages messages and tool calls in order, then tool definitions, then all the rest that can be read or not
 * @param unknown where the first thing stands that the surface does not know
 */
record History(
        List<Message> messages,
        List<ToolCall> calls,
        List<ToolResult> results,
        List<Passage> passages,
        Optional<String> unknown) {
    History {
        messages = List.copyOf(messages);
        calls = List.copyOf(calls);
        results = List.copyOf(results);
        passages = List.copyOf(passages);
    }

    /** A history with tools, completed by whatever else the request says. */
    static History of(
            JsonDocument document,
            List<Message> messages,
            List<ToolCall> calls,
            List<ToolResult> results,
            List<Passage> passages,
            Voices voices)
            throws UnreadableRequest, UnexpectedShape {
        BitSet read = new BitSet();
        for (Passage passage : passages) {
            for (Piece piece : passage.pieces()) {
                read.set(piece.start());
            }
        }
        ToolDefinitions tools = new ToolDefinitions(document);
        List<Passage> all = new ArrayList<>(passages);
        tools.readInto(all);
        tools.tell(read, voices);
        RestReader rest = new RestReader(document, voices, read);
        all.addAll(rest.read());
        return new History(messages, calls, results, all, rest.unknown());
    }
}
