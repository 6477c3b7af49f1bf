package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.surface.JsonDocument.Kind;
import dev.fulcrum.surface.ResponsesText.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A Responses answer while it is put together; not safe between threads. */
final class ResponsesDraft implements AnswerDraft {
    private static final WatchedFields WATCHED = new WatchedFields("usage", "error", "response", "incomplete_details");

    private final boolean keep;
    private final ReleaseGate gate;
    private final Map<Long, ResponsesItem> items = new TreeMap<>();
    private final TreeMap<Integer, Long> sequence = new TreeMap<>();
    private ResponsesEnvelope envelope = ResponsesEnvelope.UNKNOWN;
    private boolean begun;
    private int begunAt = Integer.MAX_VALUE;
    private int endedAt = Integer.MAX_VALUE;

    ResponsesDraft(boolean keep, ReleaseGate gate) {
        this.keep = keep;
        this.gate = gate;
    }

    @Override
    public void addAnswer(Fragment answer) {
        JsonDocument document = answer.document();
        if (!document.is(Kind.OBJECT, 0)) {
            throw new UnreadableAnswer(UnreadableAnswer.NOT_AN_ANSWER, "the answer should be a JSON object");
        }
        refuseErrors(document, 0);
        if (document.is(Kind.ARRAY, document.member(0, "output"))) {
            takeResponse(answer, 0);
            endedAt = 0;
        }
    }

    @Override
    public void addEvent(String name, Fragment event) {
        JsonDocument document = event.document();
        String told = document.textOrEmpty(document.member(0, "type"));
        String type = told.isEmpty() ? name : told;
        long number = document.whole(document.member(0, "sequence_number"), -1);
        if (keep && number >= 0) {
            sequence.put(event.at(), number);
        }
        try {
            take(type, event);
        } catch (UnexpectedShape e) {
            throw UnreadableAnswer.of(e);
        }
    }

    private void take(String type, Fragment event) throws UnexpectedShape {
        JsonDocument document = event.document();
        int response = document.member(0, "response");
        if (type.equals("error")) {
            throw UnreadableAnswer.upstreamError(document);
        } else if (document.is(Kind.OBJECT, response)) {
            refuseErrors(document, response);
            begunAt = Math.min(begunAt, event.at());
            takeResponse(event, response);
            if (List.of("response.completed", "response.incomplete", "response.failed")
                    .contains(type)) {
                endedAt = event.at();
            }
        } else if (keep) {
            takeOutput(type, event);
        }
    }

    private static void refuseErrors(JsonDocument document, int response) {
        int error = document.member(response, "error");
        if (!document.absent(error)) {
            throw UnreadableAnswer.upstreamError(document.textOrEmpty(document.member(error, "code")));
        }
        if (document.textOrEmpty(document.member(response, "status")).equals("failed")) {
            throw UnreadableAnswer.upstreamError("");
        }
    }

    private void takeResponse(Fragment event, int response) {
        JsonDocument document = event.document();
        begun = true;
        envelope = envelope.with(document, response);
        if (!keep) {
            return;
        }
        long index = 0;
        try {
            for (int node : document.children(document.member(response, "output"))) {
                item(index++, event).take(event, node);
            }
            takeJoined(event, document.member(response, "output_text"));
        } catch (UnexpectedShape e) {
            throw UnreadableAnswer.of(e);
        }
    }

    /** Some servers write all text once more at the response itself. */
    private void takeJoined(Fragment event, int node) throws UnexpectedShape {
        if (!event.document().is(Kind.STRING, node)) {
            return;
        }
        List<GrowingPart> said = texts(text -> text.type().equals("output_text"));
        TextPieces joined = event.text(node, "output_text");
        if (said.size() == 1) {
            said.get(0).sayOnce(0, joined);
        } else if (!joined.isEmpty()) {
            item(items.size(), event).text(Slot.OTHER, 0, "", event.at()).part().sayOnce(0, joined);
        }
    }

    private ResponsesItem item(long index, Fragment event) {
        return items.computeIfAbsent(index, place -> new ResponsesItem(place, event.at(), gate));
    }

    private void takeOutput(String type, Fragment event) throws UnexpectedShape {
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
            text.part().say(event.text(document.member(0, "delta"), "delta"));
            item.told(text, event, document.member(0, "logprobs"));
        } else if (type.endsWith(".done") && known.doneField() != null) {
            ResponsesText text = item.text(known.slot(), index, known.contentType(), event.at());
            item.once(text, event, document.member(0, known.doneField()));
            item.told(text, event, document.member(0, "logprobs"));
            text.part().complete();
        }
    }

    private List<GrowingPart> texts(Predicate<ResponsesText> which) {
        List<GrowingPart> texts = new ArrayList<>();
        for (ResponsesItem item : items.values()) {
            item.texts().stream().filter(which).map(ResponsesText::part).forEach(texts::add);
        }
        return texts;
    }

    @Override
    public void end() {
        parts().forEach(GrowingPart::complete);
    }

    @Override
    public boolean watches(byte[] bytes, int from, int to) {
        return WATCHED.any(bytes, from, to);
    }

    @Override
    public boolean isEmpty() {
        return !begun;
    }

    @Override
    public boolean ended() {
        return endedAt < Integer.MAX_VALUE;
    }

    @Override
    public List<GrowingPart> parts() {
        return texts(text -> true);
    }

    /** One answer: its texts under one another. */
    @Override
    public List<Answer> answers() {
        if (!begun) {
            return List.of();
        }
        String refusal = joined(texts(text -> text.type().equals("refusal")));
        String said = joined(texts(
                text -> text.part().kind().equals(Part.CHOICE) && !text.type().equals("refusal")));
        return List.of(new Answer(said, refusal, finishReason(), 0, ended()));
    }

    private static String joined(List<GrowingPart> parts) {
        return String.join("\n", parts.stream().map(GrowingPart::text).toList());
    }

    @Override
    public List<ToolCall> toolCalls() {
        List<ToolCall> calls = new ArrayList<>();
        for (ResponsesItem item : items.values()) {
            for (ResponsesText text : item.texts()) {
                if (text.slot() == Slot.ARGUMENTS) {
                    String name = item.name().isEmpty() ? item.type() : item.name();
                    calls.add(new ToolCall(name, text.part().text(), text.part().index(), true));
                }
            }
        }
        return calls;
    }

    @Override
    public Tokens tokens() {
        return envelope.tokens();
    }

    @Override
    public String finishReason() {
        return ended() ? envelope.ending() : "";
    }

    @Override
    public String answerClass() {
        if (envelope.ending().equals("content_filter")) {
            return "filtered";
        }
        if (!texts(text -> text.type().equals("refusal") && text.part().length() > 0)
                .isEmpty()) {
            return "refusal";
        }
        if (envelope.ending().equals("max_output_tokens")) {
            return "truncated";
        }
        boolean called = items.values().stream()
                .anyMatch(item ->
                        item.type().equals("function_call") || item.type().equals("custom_tool_call"));
        return called ? "tool-call" : "full";
    }

    ResponsesEnvelope envelope() {
        return envelope;
    }

    /** The output items in order. */
    Collection<ResponsesItem> items() {
        return Collections.unmodifiableCollection(items.values());
    }

    boolean begunBefore(int byteOffset) {
        return begunAt < byteOffset;
    }

    boolean endedBefore(int byteOffset) {
        return endedAt < byteOffset;
    }

    /** The number of the event that comes next after a byte of the stream. */
    long nextNumber(int byteOffset) {
        Map.Entry<Integer, Long> last = sequence.lowerEntry(byteOffset);
        return last == null ? 0 : last.getValue() + 1;
    }
}
