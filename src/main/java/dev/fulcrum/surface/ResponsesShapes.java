package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.surface.ResponsesText.Slot;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Writes the objects of the Responses API into JSON of our own. */
final class ResponsesShapes {
    private static final String OUTPUT_TEXT = "output_text";

    /** What clients demand of a response even if nobody asked for it; always in the same order. */
    private static final Map<String, String> DEFAULTS = new TreeMap<>(Map.of(
            "instructions", "null",
            "metadata", "{}",
            "parallel_tool_calls", "true",
            "temperature", "1.0",
            "tool_choice", "\"auto\"",
            "tools", "[]",
            "top_p", "1.0"));

    private ResponsesShapes() {}

    /** The fields of a response up to its output. */
    static void head(JsonGenerator json, ResponsesEnvelope envelope, String status) throws IOException {
        json.writeStringField("id", envelope.id());
        json.writeStringField("object", "response");
        json.writeNumberField("created_at", Math.max(0, envelope.created()));
        json.writeStringField("status", status);
        json.writeStringField("model", envelope.model());
        json.writeNullField("error");
        if (status.equals("incomplete")) {
            json.writeObjectFieldStart("incomplete_details");
            json.writeStringField("reason", "content_filter");
            json.writeEndObject();
        } else {
            json.writeNullField("incomplete_details");
        }
        for (Map.Entry<String, String> setting : envelope.settings().entrySet()) {
            raw(json, setting.getKey(), setting.getValue());
        }
        for (Map.Entry<String, String> usual : DEFAULTS.entrySet()) {
            if (!envelope.settings().containsKey(usual.getKey())) {
                raw(json, usual.getKey(), usual.getValue());
            }
        }
        if (!envelope.usage().isEmpty()) {
            raw(json, "usage", envelope.usage());
        }
    }

    private static void raw(JsonGenerator json, String name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(value);
    }

    /** A content part; its text is that of its type's field. */
    static void contentPart(JsonGenerator json, String type, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type);
        json.writeStringField(textField(type), text);
        if (type.equals(OUTPUT_TEXT)) {
            json.writeArrayFieldStart("annotations");
            json.writeEndArray();
            json.writeArrayFieldStart("logprobs");
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    static String textField(String type) {
        return type.equals("refusal") ? type : "text";
    }

    /** The beginning of a message, up to the parts of its content. */
    static void message(JsonGenerator json, String id, String status) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("type", "message");
        json.writeStringField("status", status);
        json.writeStringField("role", "assistant");
        json.writeArrayFieldStart("content");
    }

    static void messageEnd(JsonGenerator json) throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Whether {@link #item} can write an item for a caller who got the stream up to a byte. */
    static boolean known(ResponsesItem item, int released) {
        boolean rebuilt = callField(item) != null
                || item.type().equals("message")
                || item.type().equals("reasoning");
        return item.begunBefore(released)
                && (rebuilt
                        || (item.doneBefore(released)
                                && item.texts().stream()
                                        .allMatch(text -> text.part().releasedUntouched())));
    }

    /** An item as far as it was released, with a last content part if one is added to it. */
    static void item(JsonGenerator json, ResponsesItem item, int released, String status, JsonWriter.Fields last)
            throws IOException {
        if (item.type().equals("message")) {
            message(json, item.id(), status);
            parts(json, item, Slot.CONTENT, released);
            last.write(json);
            messageEnd(json);
        } else if (item.type().equals("reasoning")) {
            json.writeStartObject();
            json.writeStringField("id", item.id());
            json.writeStringField("type", "reasoning");
            json.writeStringField("status", status);
            json.writeArrayFieldStart("summary");
            parts(json, item, Slot.SUMMARY, released);
            json.writeEndArray();
            if (item.texts().stream().anyMatch(text -> text.slot() == Slot.CONTENT)) {
                json.writeArrayFieldStart("content");
                parts(json, item, Slot.CONTENT, released);
                json.writeEndArray();
            }
            json.writeEndObject();
        } else if (callField(item) != null) {
            call(json, item, status);
        } else {
            json.writeRawValue(item.written());
        }
    }

    private static void parts(JsonGenerator json, ResponsesItem item, Slot slot, int released) throws IOException {
        for (ResponsesText text : item.texts()) {
            if (text.slot() == slot && text.begunBefore(released)) {
                contentPart(json, text.type(), text.part().releasedText());
            }
        }
    }

    /** The field in which a call says what it calls with; null for items that are no such call. */
    static String callField(ResponsesItem item) {
        return switch (item.type()) {
            case "function_call" -> "arguments";
            case "custom_tool_call" -> "input";
            default -> null;
        };
    }

    private static void call(JsonGenerator json, ResponsesItem item, String status) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", item.id());
        json.writeStringField("type", item.type());
        json.writeStringField("status", status);
        json.writeStringField("call_id", item.callId());
        json.writeStringField("name", item.name());
        json.writeStringField(callField(item), said(item));
        json.writeEndObject();
    }

    /** What an item calls with, as far as it was released. */
    static String said(ResponsesItem item) {
        return item.texts().stream()
                .filter(text -> text.slot() == Slot.ARGUMENTS)
                .map(text -> text.part().releasedText())
                .findFirst()
                .orElse("");
    }
}
