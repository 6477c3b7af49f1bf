package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.surface.ResponsesText.Slot;
import java.io.IOException;
import java.util.List;

/** Writes the end of a stream of which a caller has the beginning; used once. */
final class ResponsesRest {
    private final EventWriter events;
    private final ResponsesDraft draft;
    private final int released;
    private final ResponsesWriter.Reply reply;
    private final List<ResponsesItem> items;
    private final ResponsesItem home;
    private long number;

    ResponsesRest(JsonWriter writer, ResponsesDraft draft, int released, ResponsesWriter.Reply reply) {
        this.events = new EventWriter(writer);
        this.draft = draft;
        this.released = released;
        this.reply = reply;
        this.items = draft.items().stream()
                .filter(item -> item.begunBefore(released))
                .toList();
        this.home = items.stream()
                .filter(item -> item.type().equals("message") && !item.doneBefore(released))
                .findFirst()
                .orElse(null);
        this.number = draft.nextNumber(released);
    }

    byte[] write() {
        if (!draft.begunBefore(released)) {
            response("response.created", "in_progress");
            response("response.in_progress", "in_progress");
        }
        for (ResponsesItem item : items) {
            if (!item.doneBefore(released)) {
                close(item);
            }
        }
        if (home == null) {
            sayInNewItem();
        }
        response("response." + reply.status(), reply.status());
        return events.bytes();
    }

    private void event(String type, JsonWriter.Fields fields) {
        long mine = number++;
        events.event(type, json -> {
            json.writeNumberField(SequenceNumbers.FIELD, mine);
            fields.write(json);
        });
    }

    private void response(String type, String status) {
        boolean begins = status.equals("in_progress");
        event(type, json -> {
            json.writeObjectFieldStart("response");
            ResponsesShapes.head(json, reply.envelope(), status);
            json.writeArrayFieldStart("output");
            if (!begins) {
                output(json);
            }
            json.writeEndArray();
            if (!begins) {
                new PolicyObject(reply.notice()).write(json);
            }
            json.writeEndObject();
        });
    }

    private void output(JsonGenerator json) throws IOException {
        for (ResponsesItem item : items) {
            if (ResponsesShapes.known(item, released)) {
                item(json, item);
            }
        }
        if (home == null) {
            message(json, true);
        }
    }

    private void item(JsonGenerator json, ResponsesItem item) throws IOException {
        String status = item.doneBefore(released) ? "completed" : "incomplete";
        ResponsesShapes.item(json, item, released, status, last -> {
            if (item == home) {
                ResponsesShapes.contentPart(last, reply.type(), reply.text());
            }
        });
    }

    private void message(JsonGenerator json, boolean said) throws IOException {
        ResponsesShapes.message(json, reply.messageId(), said ? reply.status() : "in_progress");
        if (said) {
            ResponsesShapes.contentPart(json, reply.type(), reply.text());
        }
        ResponsesShapes.messageEnd(json);
    }

    private void close(ResponsesItem item) {
        for (ResponsesText text : item.texts()) {
            if (text.begunBefore(released) && !text.doneBefore(released)) {
                close(item, text);
            }
        }
        if (item == home) {
            long next = item.texts().stream()
                    .filter(text -> text.slot() == Slot.CONTENT && text.begunBefore(released))
                    .mapToLong(text -> text.index() + 1)
                    .max()
                    .orElse(0);
            say(item.id(), item.outputIndex(), next);
        }
        if (ResponsesShapes.known(item, released)) {
            event("response.output_item.done", json -> {
                json.writeNumberField("output_index", item.outputIndex());
                json.writeFieldName("item");
                item(json, item);
            });
        }
    }

    private void close(ResponsesItem item, ResponsesText text) {
        String said = text.part().releasedText();
        if (text.slot() == Slot.ARGUMENTS && ResponsesShapes.callField(item) != null) {
            boolean function = item.type().equals("function_call");
            event(function ? "response.function_call_arguments.done" : "response.custom_tool_call_input.done", json -> {
                place(json, item.id(), item.outputIndex());
                if (function) {
                    json.writeStringField("name", item.name());
                }
                json.writeStringField(ResponsesShapes.callField(item), said);
            });
        } else if (text.slot() == Slot.SUMMARY) {
            event("response.reasoning_summary_text.done", json -> {
                place(json, item.id(), item.outputIndex());
                json.writeNumberField("summary_index", text.index());
                json.writeStringField("text", said);
            });
            event("response.reasoning_summary_part.done", json -> {
                place(json, item.id(), item.outputIndex());
                json.writeNumberField("summary_index", text.index());
                json.writeFieldName("part");
                ResponsesShapes.contentPart(json, "summary_text", said);
            });
        } else if (text.slot() == Slot.CONTENT && !text.type().isEmpty()) {
            doneContent(item.id(), item.outputIndex(), text.index(), text.type(), said);
        }
    }

    private static void place(JsonGenerator json, String itemId, long outputIndex) throws IOException {
        json.writeStringField("item_id", itemId);
        json.writeNumberField("output_index", outputIndex);
    }

    private void sayInNewItem() {
        long next =
                items.stream().mapToLong(item -> item.outputIndex() + 1).max().orElse(0);
        event("response.output_item.added", json -> {
            json.writeNumberField("output_index", next);
            json.writeFieldName("item");
            message(json, false);
        });
        say(reply.messageId(), next, 0);
        event("response.output_item.done", json -> {
            json.writeNumberField("output_index", next);
            json.writeFieldName("item");
            message(json, true);
        });
    }

    private void say(String itemId, long outputIndex, long contentIndex) {
        event("response.content_part.added", json -> {
            place(json, itemId, outputIndex);
            json.writeNumberField("content_index", contentIndex);
            json.writeFieldName("part");
            ResponsesShapes.contentPart(json, reply.type(), "");
        });
        event("response." + reply.type() + ".delta", json -> {
            place(json, itemId, outputIndex);
            json.writeNumberField("content_index", contentIndex);
            json.writeStringField("delta", reply.text());
            noLogprobs(json, reply.type());
        });
        doneContent(itemId, outputIndex, contentIndex, reply.type(), reply.text());
    }

    private void doneContent(String itemId, long outputIndex, long contentIndex, String type, String said) {
        event("response." + type + ".done", json -> {
            place(json, itemId, outputIndex);
            json.writeNumberField("content_index", contentIndex);
            json.writeStringField(ResponsesShapes.textField(type), said);
            noLogprobs(json, type);
        });
        event("response.content_part.done", json -> {
            place(json, itemId, outputIndex);
            json.writeNumberField("content_index", contentIndex);
            json.writeFieldName("part");
            ResponsesShapes.contentPart(json, type, said);
        });
    }

    private static void noLogprobs(JsonGenerator json, String type) throws IOException {
        if (type.equals("output_text")) {
            json.writeArrayFieldStart("logprobs");
            json.writeEndArray();
        }
    }
}
