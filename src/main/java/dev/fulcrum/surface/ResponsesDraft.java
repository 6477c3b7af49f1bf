package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.Collection;
import java.util.List;

/** A Responses answer while it is put together; not safe between threads. */
final class ResponsesDraft implements AnswerDraft {
    private static final WatchedFields WATCHED =
            new WatchedFields("usage", "error", "errors", "detail", "message", "msg", "response", "incomplete_details");

    private final boolean keep;
    private final ReleaseGate gate;
    private final ResponsesOutput output;
    private final SequenceNumbers numbers = new SequenceNumbers();
    private ResponsesEnvelope envelope = ResponsesEnvelope.UNKNOWN;
    private boolean begun;
    private final AnswerRest rest;
    private final FirstTold opening = new FirstTold();
    private final FirstTold end = new FirstTold();

    ResponsesDraft(boolean keep, ReleaseGate gate) {
        this.keep = keep;
        this.gate = gate;
        this.output = new ResponsesOutput(gate);
        this.rest = new AnswerRest(gate);
    }

    @Override
    public void addAnswer(Fragment answer) {
        JsonDocument document = answer.document();
        if (!document.is(Kind.OBJECT, 0)) {
            throw new UnreadableAnswer(UnreadableAnswer.NOT_AN_ANSWER, "the answer should be a JSON object");
        }
        ReportedError.refuse(document, 0, "output");
        refuseErrors(document, 0);
        if (document.is(Kind.ARRAY, document.member(0, "output"))) {
            takeResponse(answer, 0);
            end.at(0);
            if (keep) {
                rest.take(answer);
            }
        }
    }

    @Override
    public void addEvent(String name, Fragment event) {
        JsonDocument document = event.document();
        String told = document.textOrEmpty(document.member(0, "type"));
        String type = told.isEmpty() ? name : told;
        try {
            take(type, event);
        } catch (UnexpectedShape e) {
            throw UnreadableAnswer.of(e);
        }
        if (keep) {
            rest.take(event);
        }
        // an event that is an error goes to nobody, so its number is free
        number(event);
    }

    private void number(Fragment event) {
        JsonDocument document = event.document();
        long number = document.whole(document.member(0, SequenceNumbers.FIELD), -1);
        if (number >= 0 && keep) {
            numbers.add(event.at(), number);
        } else if (number >= 0) {
            numbers.pass(number);
        }
    }

    private void take(String type, Fragment event) throws UnexpectedShape {
        JsonDocument document = event.document();
        int response = document.member(0, "response");
        if (type.isEmpty()) {
            ReportedError.refuse(document, 0, "response");
        }
        if (type.equals("error") || !document.absent(document.member(0, "error"))) {
            throw UnreadableAnswer.upstreamError(document);
        } else if (document.is(Kind.OBJECT, response)) {
            refuseErrors(document, response);
            opening.at(event.at());
            takeResponse(event, response);
            if (List.of("response.completed", "response.incomplete", "response.failed")
                    .contains(type)) {
                end.at(event.at());
                gate.close();
            }
        } else if (keep) {
            output.take(type, event);
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
        try {
            output.takeAll(event, document.member(response, "output"));
            output.takeJoined(event, document.member(response, "output_text"));
        } catch (UnexpectedShape e) {
            throw UnreadableAnswer.of(e);
        }
    }

    @Override
    public void addAside(String text, int start, int end) {
        rest.aside(text, start, end);
    }

    @Override
    public void end() {
        output.end();
        rest.end();
    }

    @Override
    public boolean watches(byte[] bytes, int from, int to) {
        return WATCHED.any(bytes, from, to);
    }

    @Override
    public void passOver(byte[] bytes, int from, int to) {
        numbers.glance(bytes, from, to);
    }

    @Override
    public boolean isEmpty() {
        return !begun;
    }

    @Override
    public boolean ended() {
        return end.told();
    }

    @Override
    public List<GrowingPart> parts() {
        List<GrowingPart> parts = output.texts(text -> true);
        parts.addAll(rest.parts());
        return parts;
    }

    /** One answer: its texts under one another. */
    @Override
    public List<Answer> answers() {
        if (!begun) {
            return List.of();
        }
        String refusal = joined(output.texts(text -> text.type().equals("refusal")));
        String said = joined(output.texts(
                text -> text.part().kind().equals(Part.CHOICE) && !text.type().equals("refusal")));
        return List.of(new Answer(said, refusal, finishReason(), 0, ended()));
    }

    private static String joined(List<GrowingPart> parts) {
        return String.join("\n", parts.stream().map(GrowingPart::text).toList());
    }

    @Override
    public List<ToolCall> toolCalls() {
        return output.toolCalls();
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
        if (!output.texts(text -> text.type().equals("refusal") && text.part().length() > 0)
                .isEmpty()) {
            return "refusal";
        }
        if (envelope.ending().equals("max_output_tokens")) {
            return "truncated";
        }
        boolean called = output.items().stream()
                .anyMatch(item ->
                        item.type().equals("function_call") || item.type().equals("custom_tool_call"));
        return called ? "tool-call" : "full";
    }

    ResponsesEnvelope envelope() {
        return envelope;
    }

    /** The output items in order. */
    Collection<ResponsesItem> items() {
        return output.items();
    }

    boolean begunBefore(int byteOffset) {
        return opening.before(byteOffset);
    }

    boolean endedBefore(int byteOffset) {
        return end.before(byteOffset);
    }

    /** The number of the event that comes next for a caller who got the stream up to a byte, or all of it if nothing is kept. */
    long nextNumber(int byteOffset) {
        return keep ? numbers.nextAt(byteOffset) : numbers.next();
    }
}
