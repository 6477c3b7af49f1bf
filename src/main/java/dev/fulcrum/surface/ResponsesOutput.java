package dev.fulcrum.surface;

import dev.fulcrum.model.ToolCall;
import dev.fulcrum.surface.JsonDocument.Kind;
import dev.fulcrum.surface.ResponsesText.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The output items of a Responses answer while they are put together; not safe between threads. */
final class ResponsesOutput {
    private final ReleaseGate gate;
    private final Map<Long, ResponsesItem> items = new TreeMap<>();

    ResponsesOutput(ReleaseGate gate) {
        this.gate = gate;
    }

    /** Takes all items at once. */
    void takeAll(Fragment event, int array) throws UnexpectedShape {
        List<Long> before = List.copyOf(items.keySet());
        Set<Long> taken = new HashSet<>();
        long position = 0;
        for (int node : event.document().children(array)) {
            long index = place(event.document(), node, position++, before);
            while (!taken.add(index)) {
                index++;
            }
            item(index, event).take(event, node);
        }
    }

    /** Where an item stands: servers that leave items out at the end count the others anew. */
    private long place(JsonDocument document, int node, long position, List<Long> before) {
        String id = document.textOrEmpty(document.member(node, "id"));
        for (long index : id.isEmpty() ? List.<Long>of() : before) {
            if (items.get(index).id().equals(id)) {
                return index;
            }
        }
        return position;
    }

    /** Some servers write all text once more at the response itself. */
    void takeJoined(Fragment event, int node) throws UnexpectedShape {
        if (!event.document().is(Kind.STRING, node)) {
            return;
        }
        List<GrowingPart> said = texts(text -> text.type().equals("output_text"));
        TextPieces joined = event.text(node, "output_text");
        if (said.size() == 1) {
            of(said.get(0)).sayOnce(joined);
        } else if (!joined.isEmpty()) {
            item(items.size(), event).text(Slot.OTHER, 0, "", event.at()).part().sayOnce(0, joined);
        }
    }

    private ResponsesText of(GrowingPart part) {
        for (ResponsesItem item : items.values()) {
            for (ResponsesText text : item.texts()) {
                if (text.part().index() == part.index() && text.part().kind().equals(part.kind())) {
                    return text;
                }
            }
        }
        throw new IllegalStateException("no text has this part");
    }

    /** Takes that nothing more will come. */
    void end() {
        items.values().forEach(item -> item.texts().forEach(ResponsesText::end));
    }

    private ResponsesItem item(long index, Fragment event) {
        return items.computeIfAbsent(index, place -> new ResponsesItem(place, event.at(), gate));
    }

    /** Takes an event that tells of an item. */
    void take(String type, Fragment event) throws UnexpectedShape {
        JsonDocument document = event.document();
        int place = document.member(0, "output_index");
        if (place == JsonDocument.NONE && !type.endsWith(".delta")) {
            return;
        }
        ResponsesItem item = item(document.whole(place, 0), event);
        int whole = document.member(0, "item");
        if (document.is(Kind.OBJECT, whole)) {
            item.take(event, whole);
            if (type.endsWith(".done")) {
                item.done(event.at());
            }
            return;
        }
        ResponsesEvent known = ResponsesEvent.of(type);
        item.typed(known.itemType());
        long index = document.whole(document.member(0, known.indexField()), 0);
        int part = document.member(0, "part");
        if (document.is(Kind.OBJECT, part)) {
            ResponsesText text = item.takePart(event, part, known.slot(), index);
            if (type.endsWith(".done")) {
                text.done(event.at());
            }
        } else if (type.endsWith(".delta") && !type.equals("response.audio.delta")) {
            ResponsesText text = item.text(known.slot(), index, known.contentType(), event.at());
            TextPieces more = event.text(document.member(0, "delta"), "delta");
            if (item.isDone() && !more.isEmpty() && !gate.open()) {
                throw UnreadableAnswer.goesOn();
            }
            text.say(more);
            item.told(text, event, document.member(0, "logprobs"));
        } else if (type.endsWith(".done") && known.doneField() != null) {
            ResponsesText text = item.text(known.slot(), index, known.contentType(), event.at());
            if (known.slot() == Slot.ARGUMENTS) {
                item.named(event, document.member(0, "name"));
            }
            item.once(text, event, document.member(0, known.doneField()));
            item.told(text, event, document.member(0, "logprobs"));
            text.end();
        }
    }

    /** The parts of those texts that are asked for, in order. */
    List<GrowingPart> texts(Predicate<ResponsesText> which) {
        List<GrowingPart> texts = new ArrayList<>();
        for (ResponsesItem item : items.values()) {
            item.texts().stream().filter(which).map(ResponsesText::part).forEach(texts::add);
        }
        return texts;
    }

    List<ToolCall> toolCalls() {
        List<ToolCall> calls = new ArrayList<>();
        for (ResponsesItem item : items.values()) {
            for (ResponsesText text : item.texts()) {
                if (text.slot() == Slot.ARGUMENTS) {
                    for (String name : item.names()) {
                        calls.add(new ToolCall(
                                name, text.part().text(), text.part().index(), true));
                    }
                }
            }
        }
        return calls;
    }

    /** The output items in order. */
    Collection<ResponsesItem> items() {
        return Collections.unmodifiableCollection(items.values());
    }
}
