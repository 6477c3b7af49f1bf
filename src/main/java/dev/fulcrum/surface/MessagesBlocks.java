package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content blocks of a Messages answer while they are put together; not safe between threads.
 *
 * <p>Text blocks that follow on one another are one part, because citations cut sentences into blocks.
 */
final class MessagesBlocks {
    private static final String NO_INPUT = "{}";

    private final ReleaseGate gate;
    private final JsonReader json;
    private final Map<Long, MessagesBlock> blocks = new LinkedHashMap<>();
    private final List<GrowingPart> parts = new ArrayList<>();
    /** Those whose index another one took. */
    private final List<MessagesBlock> replaced = new ArrayList<>(0);

    private GrowingPart text;

    /** @param json reads the inputs of tool calls, which a stream tells as text */
    MessagesBlocks(ReleaseGate gate, JsonReader json) {
        this.gate = gate;
        this.json = json;
    }

    /** Takes the beginning of a block, or all of it. */
    void begin(long index, int node, Fragment event) {
        JsonDocument document = event.document();
        String type = document.textOrEmpty(document.member(node, "type"));
        String name = document.textOrEmpty(document.member(node, "name"));
        GrowingPart part = part(type);
        MessagesBlock block = new MessagesBlock(index, event.at(), name, part);
        MessagesBlock before = blocks.put(index, block);
        if (before != null && calls(before) && calls(block)) {
            // to one client the second block takes the place, to another one both share what comes next
            throw UnreadableAnswer.ambiguous();
        }
        if (before != null) {
            // what nobody stopped is read all the same
            sayInput(before);
            replaced.add(before);
        }
        if (part != null && type.equals("thinking")) {
            block.isThought(this::renumber);
        }
        if (stream(event)) {
            block.told(event, "content_block");
        }
        if (part == null) {
            return;
        }
        part.mention();
        int input = document.member(node, "input");
        if (type.endsWith("tool_use")) {
            if (document.is(Kind.STRING, document.member(node, "name"))) {
                event.passOver(document.member(node, "name"));
            }
            // A stream begins with an empty object, to which the deltas add nothing but take its place.
            if (stream(event) && isNothing(document, input)) {
                block.awaitInput();
            } else if (input != JsonDocument.NONE) {
                part.say(JsonText.compact(document, event.original(), input));
                event.passOver(input);
            }
        } else if (type.endsWith("tool_result")) {
            int content = document.member(node, "content");
            if (content != JsonDocument.NONE) {
                part.say(JsonText.of(event, content));
            }
        } else {
            say(part, event, node);
            int citations = document.member(node, "citations");
            if (!document.absent(citations)) {
                part.toldIn(event.start(citations), event.end(citations), "null");
            }
        }
    }

    private static boolean isNothing(JsonDocument document, int input) {
        return document.absent(input)
                || (document.is(Kind.OBJECT, input) && document.after(input) == document.first(input))
                || (document.is(Kind.STRING, input) && document.text(input).isEmpty());
    }

    private void renumber(Splices splices) {
        int removed = 0;
        for (MessagesBlock block : blocks.values()) {
            if (block.isRemoved()) {
                removed++;
            } else if (removed > 0) {
                block.renumber(removed, splices);
            }
        }
    }

    private static boolean calls(MessagesBlock block) {
        return block.part() != null && block.part().kind().equals(Part.TOOL_CALL);
    }

    private static boolean stream(Fragment event) {
        return event.document().member(0, "content_block") != JsonDocument.NONE;
    }

    /** The part to which a block's text goes: the open one for text, a new one for others, none for what has no text. */
    private GrowingPart part(String type) {
        boolean said = type.equals("text");
        if (said && text != null) {
            return text;
        }
        if (text != null) {
            GrowingPart before = text;
            text = null;
            completeIfStopped(before);
        }
        String kind = said
                ? Part.CHOICE
                : type.equals("thinking")
                        ? Part.REASONING
                        : type.endsWith("tool_use")
                                ? Part.TOOL_CALL
                                : type.endsWith("tool_result") ? Part.TOOL_RESULT : "";
        if (kind.isEmpty()) {
            return null;
        }
        GrowingPart part = gate.next(kind);
        parts.add(part);
        text = said ? part : null;
        return part;
    }

    /** Takes what a delta adds to a block. */
    void grow(long index, int delta, Fragment event) {
        MessagesBlock block = blocks.get(index);
        if (block == null || block.part() == null) {
            // text of a block that nobody knows is read like any other
            boolean thought = !event.document().absent(event.document().member(delta, "thinking"));
            block = new MessagesBlock(index, event.at(), "", part(thought ? "thinking" : "text"));
            blocks.put(index, block);
        }
        block.told(event, "delta");
        int length = block.part().length();
        say(block.part(), event, delta);
        if (calls(block) && block.part().length() > length) {
            // no client takes a text for what a tool is called with
            throw UnreadableAnswer.ambiguous();
        }
        TextPieces input = text(event, delta, "partial_json");
        if (block.input() != null && !input.isEmpty()) {
            block.input().add(input);
            block.part().awaitAll();
        } else if (!input.isEmpty() && calls(block) && !block.isStopped()) {
            // some clients take the input that the block began with, some what its deltas say
            throw UnreadableAnswer.ambiguous();
        } else if (block.input() == null && input.count() > 0) {
            block.part().say(input);
        }
        if (block.isStopped() && !gate.open() && block.part().length() > length) {
            throw UnreadableAnswer.goesOn();
        }
    }

    private static void say(GrowingPart part, Fragment event, int node) {
        for (String name : new String[] {"text", "thinking"}) {
            TextPieces more = text(event, node, name);
            if (more.count() > 0) {
                part.say(more);
            }
        }
    }

    private static TextPieces text(Fragment event, int node, String name) {
        try {
            return event.text(event.document().member(node, name), "content_block." + name);
        } catch (UnexpectedShape e) {
            throw UnreadableAnswer.of(e);
        }
    }

    /** A call's input is read when it is whole: only then is it certain what its escapes mean. One that is no JSON is read as it was told. */
    private void sayInput(MessagesBlock block) {
        block.takeInput().ifPresent(input -> {
            if (input.raw().isEmpty()) {
                TextPieces none = new TextPieces();
                none.glue(NO_INPUT);
                block.part().say(none);
                return;
            }
            Optional<TextPieces> read = block.part().length() == 0 ? input.read(json) : Optional.empty();
            read.ifPresentOrElse(
                    all -> block.part().say(all, input), () -> block.part().say(input.raw()));
        });
    }

    /** Takes that nothing more will come. */
    void end() {
        blocks.values().forEach(this::sayInput);
        parts.forEach(GrowingPart::complete);
    }

    /** Takes the end of a block of a whole answer. */
    void stop(long index) {
        stopped(blocks.get(index), 0);
    }

    /** Takes the end of a block, told by an event of a stream. */
    void stop(long index, Fragment event) {
        MessagesBlock block = blocks.get(index);
        if (block != null) {
            block.told(event, "delta");
        }
        stopped(block, event.at());
    }

    private void stopped(MessagesBlock block, int at) {
        if (block != null) {
            block.stopped(at);
            sayInput(block);
            if (block.part() != null && block.part() != text) {
                completeIfStopped(block.part());
            }
        }
    }

    /** A part is complete when all its blocks are; some servers leave one open while the next one comes. */
    private void completeIfStopped(GrowingPart part) {
        if (blocks.values().stream().allMatch(block -> block.part() != part || block.isStopped())) {
            part.complete();
        }
    }

    List<ToolCall> toolCalls() {
        List<ToolCall> calls = new ArrayList<>();
        List<MessagesBlock> all = new ArrayList<>(replaced);
        all.addAll(blocks.values());
        for (MessagesBlock block : all) {
            GrowingPart part = block.part();
            if (part != null && part.kind().equals(Part.TOOL_CALL)) {
                calls.add(new ToolCall(block.name(), part.text(), part.index(), true));
            }
        }
        return calls;
    }

    /** The parts in the order in which they began. */
    List<GrowingPart> parts() {
        return Collections.unmodifiableList(parts);
    }

    Collection<MessagesBlock> all() {
        return Collections.unmodifiableCollection(blocks.values());
    }
}
