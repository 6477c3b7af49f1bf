package dev.fulcrum.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a service outside is asked and how its answer is read. Thread-safe. */
interface ExternalFormat {

    /** The body of the request about some texts. */
    ObjectNode question(List<String> texts);

    /**
     * What the service saw in each of the texts, in their order.
     *
     * @throws UnreadableExternalAnswer when the answer is not of the format
     */
    List<List<ExternalSighting>> read(JsonNode answer, List<String> texts) throws UnreadableExternalAnswer;

    /** The format of a service. */
    static ExternalFormat of(ExternalService.Format format) {
        return switch (format) {
            case OPENAI_MODERATION -> new ModerationFormat();
            case PLAIN -> new PlainFormat();
        };
    }
}
