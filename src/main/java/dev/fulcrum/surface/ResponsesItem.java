package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.surface.JsonDocument.Kind;
import dev.fulcrum.surface.ResponsesText.Slot;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An output item of a Responses answer while it is put together; not safe between threads. */
final class ResponsesItem {
    /** Fields in which calls of different kinds say what they call with. */
    static final List<String> ARGUMENTS = List.of("arguments", "input", "code", "action");

    private record Key(Slot slot, long index) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySlot = slot.compareTo(other.slot);
            return bySlot == 0 ? Long.compare(index, other.index) : bySlot;
        }
    }

    private final long outputIndex;
    private final ReleaseGate gate;
    private final FirstTold begun = new FirstTold();
    private final FirstTold done = new FirstTold();
    private final Map<Key, ResponsesText> texts = new TreeMap<>();
    private String id = "";
    private String type = "";
    private String name = "";
    private final Set<String> names = new LinkedHashSet<>(1);
    private String callId = "";
    private String written = "";

    /** An item that an event mentions which begins at this byte. */
    ResponsesItem(long outputIndex, int begunAt, ReleaseGate gate) {
        this.outputIndex = outputIndex;
        this.begun.at(begunAt);
        this.gate = gate;
    }

    /** Takes the item as a whole, when it begins, when it ends, or at the end of all. */
    void take(Fragment event, int node) throws UnexpectedShape {
        JsonDocument document = event.document();
        id = said(document, node, "id", id);
        type = said(document, node, "type", type);
        named(event, document.member(node, "name"));
        callId = said(document, node, "call_id", callId);
        written = document.written(document.start(node), document.end(node))
                .replace('\r', ' ')
                .replace('\n', ' ');
        Slot content = type.endsWith("_output") ? Slot.OUTPUT : Slot.CONTENT;
        takeParts(event, document.member(node, "content"), content);
        takeParts(event, document.member(node, "summary"), Slot.SUMMARY);
        if (type.endsWith("_call")) {
            text(Slot.ARGUMENTS, 0, type, event.at()).part().mention();
            for (String field : ARGUMENTS) {
                takeValue(event, document.member(node, field), Slot.ARGUMENTS);
            }
        }
        takeValue(event, document.member(node, "output"), Slot.OUTPUT);
    }

    /** Takes a name, of which clients take the first one, the last one or any between. */
    void named(Fragment event, int node) {
        String told = event.document().textOrEmpty(node);
        if (!told.isEmpty()) {
            name = told;
            names.add(told);
            if (type.endsWith("_call")) {
                event.passOver(node);
            }
        }
    }

    private static String said(JsonDocument document, int node, String name, String otherwise) {
        String text = document.textOrEmpty(document.member(node, name));
        return text.isEmpty() ? otherwise : text;
    }

    private void takeParts(Fragment event, int array, Slot slot) throws UnexpectedShape {
        int index = 0;
        for (int part : event.document().children(array)) {
            takePart(event, part, slot, index++);
        }
    }

    private void takeValue(Fragment event, int node, Slot slot) {
        JsonDocument document = event.document();
        if (document.absent(node)) {
            return;
        }
        if (document.is(Kind.STRING, node)) {
            TextPieces value = new TextPieces();
            value.piece(document.text(node), event.start(node), event.end(node));
            event.passOver(node);
            if (value.length() > 0) {
                text(slot, 0, type, event.at()).sayOnce(value);
            }
        } else {
            text(slot, 0, type, event.at()).part().sayOnce(0, JsonText.of(event, node));
        }
    }

    /** Takes a content part: its text, or its refusal. */
    ResponsesText takePart(Fragment event, int node, Slot slot, long index) throws UnexpectedShape {
        JsonDocument document = event.document();
        ResponsesText text = text(slot, index, document.textOrEmpty(document.member(node, "type")), event.at());
        for (String field : new String[] {"text", "refusal", "transcript"}) {
            once(text, event, document.member(node, field));
        }
        told(text, event, document.member(node, "logprobs"));
        return text;
    }

    /** Takes text that stands alone, at the end of its deltas. */
    void once(ResponsesText text, Fragment event, int node) throws UnexpectedShape {
        TextPieces more = event.text(node, "text");
        if (more.isEmpty()) {
            text.part().mention();
        } else {
            text.sayOnce(more);
        }
    }

    /** Takes token probabilities. */
    void told(ResponsesText text, Fragment event, int logprobs) {
        JsonDocument document = event.document();
        if (document.is(Kind.ARRAY, logprobs) && document.first(logprobs) < document.after(logprobs)) {
            text.part().toldIn(event.start(logprobs), event.end(logprobs), "[]");
        }
    }

    /** One of the item's texts; a new one if an event at this byte tells of it first. */
    ResponsesText text(Slot slot, long index, String contentType, int at) {
        return texts.computeIfAbsent(
                new Key(slot, index), key -> new ResponsesText(slot, index, contentType, at, gate.next(kind(slot))));
    }

    private String kind(Slot slot) {
        return switch (slot) {
            case CONTENT -> type.equals("reasoning") ? Part.REASONING : Part.CHOICE;
            case SUMMARY -> Part.REASONING;
            case ARGUMENTS -> Part.TOOL_CALL;
            case OUTPUT -> Part.TOOL_RESULT;
            case OTHER -> Part.CHOICE;
        };
    }

    /** Takes that an event at this byte ended the item. */
    void done(int at) {
        done.at(at);
        texts.values().forEach(text -> text.done(at));
    }

    Collection<ResponsesText> texts() {
        return Collections.unmodifiableCollection(texts.values());
    }

    long outputIndex() {
        return outputIndex;
    }

    String id() {
        return id;
    }

    String type() {
        return type;
    }

    void typed(String known) {
        type = type.isEmpty() ? known : type;
    }

    String name() {
        return name;
    }

    /** All names that were told, the kind of the call if there is none. */
    Set<String> names() {
        return names.isEmpty() ? Set.of(type) : Collections.unmodifiableSet(names);
    }

    String callId() {
        return callId;
    }

    /** The item's JSON as it was written last. */
    String written() {
        return written;
    }

    /** Whether its end was told. */
    boolean isDone() {
        return done.told();
    }

    boolean begunBefore(int byteOffset) {
        return begun.before(byteOffset);
    }

    boolean doneBefore(int byteOffset) {
        return done.before(byteOffset);
    }
}
