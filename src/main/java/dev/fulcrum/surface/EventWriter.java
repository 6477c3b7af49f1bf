package dev.fulcrum.surface;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes an event stream of our own; not safe between threads. */
final class EventWriter {
    private final JsonWriter json;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    EventWriter(JsonWriter json) {
        this.json = json;
    }

    /** Adds an event that is told apart by its {@code event} field and the {@code type} of its data. */
    EventWriter event(String type, JsonWriter.Fields fields) {
        text("event: " + type + "\n");
        return data(generator -> {
            generator.writeStringField("type", type);
            fields.write(generator);
        });
    }

    /** Adds an event without a name. */
    EventWriter data(JsonWriter.Fields fields) {
        text("data: ");
        bytes.writeBytes(json.object(fields));
        text("\n\n");
        return this;
    }

    /** Adds the terminator of OpenAI's older streams. */
    EventWriter done() {
        text("data: [DONE]\n\n");
        return this;
    }

    private void text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    Written written() {
        return new Written(200, "text/event-stream", bytes());
    }
}
