package dev.fulcrum.surface;

import dev.fulcrum.model.Message;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import dev.fulcrum.model.UserTexts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A Chat Completions request. */
final class ChatRequest implements SurfaceRequest {
    private static final byte[] SYSTEM = "{\"role\":\"system\",\"content\":".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;
    private final ChatFrame frame;
    private final History history;
    private final List<Part> parts;

    ChatRequest(byte[] body, ChatFrame frame, History history) {
        this.body = body;
        this.frame = frame;
        this.history = history;
        this.parts = history.passages().stream().map(Passage::part).toList();
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public String model() {
        return frame.model();
    }

    @Override
    public boolean stream() {
        return frame.stream();
    }

    /** Whether a stream is to end with a usage chunk. */
    boolean includeUsage() {
        return frame.includeUsage();
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public List<Message> messages() {
        return history.messages();
    }

    @Override
    public List<ToolCall> toolCalls() {
        return history.calls();
    }

    @Override
    public List<ToolResult> toolResults() {
        return history.results();
    }

    @Override
    public String language() {
        return UserTexts.of(history.messages()).language();
    }

    @Override
    public String subjectKey() {
        return frame.subjectKey();
    }

    @Override
    public byte[] edited(List<TextEdit> edits, List<String> instructions, Optional<String> model) {
        Splices splices = new Splices();
        Passage.splice(history.passages(), edits, splices);
        if (!instructions.isEmpty()) {
            splices.put(frame.firstInstruction(), frame.firstInstruction(), elements(instructions));
        }
        model.filter(name -> !name.equals(frame.model()))
                .ifPresent(name -> splices.put(frame.modelStart(), frame.modelEnd(), JsonStrings.encode(name)));
        return splices.isEmpty() ? body : splices.apply(body);
    }

    /** The array always has a message of the caller, so each added one brings exactly one comma: before it, or behind it. */
    private byte[] elements(List<String> instructions) {
        ByteArrayOutputStream elements = new ByteArrayOutputStream();
        for (String instruction : instructions) {
            if (frame.leading() > 0) {
                elements.write(',');
            }
            elements.writeBytes(SYSTEM);
            elements.writeBytes(JsonStrings.encode(instruction));
            elements.write('}');
            if (frame.leading() == 0) {
                elements.write(',');
            }
        }
        return elements.toByteArray();
    }
}
