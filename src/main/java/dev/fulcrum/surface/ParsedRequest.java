package dev.fulcrum.surface;

import dev.fulcrum.model.Message;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import dev.fulcrum.model.UserTexts;
import java.util.List;
import java.util.Optional;

/** A request of any surface, read. */
final class ParsedRequest implements SurfaceRequest {

    /**
     * What a request asks for around its history.
     *
     * @param model the model's name
     * @param modelStart first byte of its token
     * @param modelEnd byte after its token
     * @param stream whether an event stream is wanted
     * @param includeUsage whether a stream is to end with a usage chunk, where the surface lets callers choose
     */
    record Frame(String model, int modelStart, int modelEnd, boolean stream, boolean includeUsage) {

        static Frame of(JsonDocument document) throws UnreadableRequest, UnexpectedShape {
            int model = RequestJson.model(document);
            boolean stream = RequestJson.flag(document, 0, "stream", "stream");
            return new Frame(document.text(model), document.start(model), document.end(model), stream, false);
        }

        Frame withUsage(boolean wanted) {
            return new Frame(model, modelStart, modelEnd, stream, wanted);
        }
    }

    /** Where texts go that tell the model how to behave. */
    interface Instructions {
        /** Adds texts to what the request says, edited as it will be; what it puts into {@code splices} comes before the edits. */
        void add(List<String> texts, List<TextEdit> edits, Splices splices);
    }

    private final byte[] body;
    private final Frame frame;
    private final History history;
    private final String subjectKey;
    private final Instructions instructions;
    private final List<Part> parts;

    /** @param subjectKey who the conversation belongs to, raw; empty when unknown */
    ParsedRequest(byte[] body, Frame frame, History history, String subjectKey, Instructions instructions) {
        this.body = body;
        this.frame = frame;
        this.history = history;
        this.subjectKey = subjectKey;
        this.instructions = instructions;
        this.parts = Passage.parts(history.passages());
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

    /** Whether a stream of this request is to end with a usage chunk. */
    static boolean includesUsage(SurfaceRequest request) {
        return request instanceof ParsedRequest parsed && parsed.frame.includeUsage();
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public Optional<String> unknown() {
        return history.unknown();
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
        return subjectKey;
    }

    @Override
    public byte[] edited(List<TextEdit> edits, List<String> added, Optional<String> model) {
        Splices splices = new Splices();
        if (!added.isEmpty()) {
            instructions.add(added, edits, splices);
        }
        Passage.splice(history.passages(), edits, splices);
        SignedBlocks.guard(splices, body);
        model.filter(name -> !name.equals(frame.model()))
                .ifPresent(name -> splices.put(frame.modelStart(), frame.modelEnd(), JsonStrings.encode(name)));
        return splices.isEmpty() ? body : splices.apply(body);
    }
}
