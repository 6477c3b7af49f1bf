package dev.fulcrum.surface;

import dev.fulcrum.model.Message;
import dev.fulcrum.model.TextEdit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The system and developer messages that a Chat Completions request begins with; added instructions go behind them as messages of their own.
 *
 * @param count how many there are
 * @param behind byte directly behind the last one, or behind the array's bracket if there is none
 */
record LeadingMessages(int count, int behind) implements ParsedRequest.Instructions {
    private static final byte[] SYSTEM = "{\"role\":\"system\",\"content\":".getBytes(StandardCharsets.US_ASCII);

    /** Those of a request whose {@code messages} is the array at {@code array}. */
    static LeadingMessages of(JsonDocument document, int array, List<Message> messages) {
        int count = 0;
        int behind = document.start(array) + 1;
        int node = document.first(array);
        while (count < messages.size() && instructs(messages.get(count))) {
            behind = document.end(node);
            node = document.after(node);
            count++;
        }
        return new LeadingMessages(count, behind);
    }

    private static boolean instructs(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    /** The array always has a message of the caller, so each added one brings exactly one comma: before it, or behind it. */
    @Override
    public void add(List<String> texts, List<TextEdit> edits, Splices splices) {
        ByteArrayOutputStream elements = new ByteArrayOutputStream();
        for (String text : texts) {
            if (count > 0) {
                elements.write(',');
            }
            elements.writeBytes(SYSTEM);
            elements.writeBytes(JsonStrings.encode(text));
            elements.write('}');
            if (count == 0) {
                elements.write(',');
            }
        }
        splices.put(behind, behind, elements.toByteArray());
    }
}
