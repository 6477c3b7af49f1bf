package dev.fulcrum.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * What a simulated model takes from a request for a chat completion; all else, tools included, it ignores.
 *
 * @param question the newest user message and what it is asked under
 * @param seed the same for requests whose messages say the same
 * @param promptTokens estimate over all messages
 * @param stream whether events are asked for
 * @param includeUsage whether a stream ends with its usage
 * @param choices how many answers, 1 to 128
 * @param maxTokens longest answer in estimated tokens
 */
record ChatRequest(
        Question question,
        long seed,
        int promptTokens,
        boolean stream,
        boolean includeUsage,
        int choices,
        int maxTokens)
        implements ChatReading {
    private static final int MOST_CHOICES = 128;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static ChatReading read(Buffer body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body.getBytes());
        } catch (JsonProcessingException malformed) {
            return OpenAiError.badRequest("We could not parse the JSON body of your request.", null);
        } catch (IOException impossible) {
            return OpenAiError.badRequest("We could not read the body of your request.", null);
        }
        if (!root.isObject()) {
            return OpenAiError.badRequest("The body of your request must be a JSON object.", null);
        }
        JsonNode messages = root.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            return OpenAiError.badRequest("'messages' must be an array of at least one message.", "messages");
        }
        return read(root, messages);
    }

    private static ChatReading read(JsonNode root, JsonNode messages) {
        int choices = positive(root.path("n"), 1);
        if (choices < 1 || choices > MOST_CHOICES) {
            return OpenAiError.badRequest("'n' must be an integer from 1 to " + MOST_CHOICES + ".", "n");
        }
        String limit = root.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        int maxTokens = positive(root.path(limit), Integer.MAX_VALUE);
        if (maxTokens < 1) {
            return OpenAiError.badRequest("'" + limit + "' must be an integer of at least 1.", limit);
        }
        return conversation(
                messages,
                root.path("stream").asBoolean(false),
                root.path("stream_options").path("include_usage").asBoolean(false),
                choices,
                maxTokens);
    }

    private static ChatReading conversation(
            JsonNode messages, boolean stream, boolean includeUsage, int choices, int maxTokens) {
        StringBuilder system = new StringBuilder();
        String newest = "";
        int tokens = 0;
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            if (!message.path("role").isTextual()) {
                return OpenAiError.badRequest(
                        "'messages[" + i + "].role' must be a string.", "messages[" + i + "].role");
            }
            String text = text(message.path("content"));
            tokens += TokenEstimate.of(text) + 3; // each message is framed by a few tokens
            switch (message.path("role").textValue()) {
                case "user" -> newest = text;
                case "system", "developer" ->
                    system.append(system.isEmpty() ? "" : "\n").append(text);
                default -> {} // what assistants and tools said only changes the seed
            }
        }
        long seed = JsonFingerprint.of(messages).seed();
        Question question = Question.of(newest, system.toString());
        return new ChatRequest(question, seed, tokens, stream, includeUsage, choices, maxTokens);
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("text").isTextual()) {
                text.append(text.isEmpty() ? "" : "\n").append(part.path("text").textValue());
            }
        }
        return text.toString();
    }

    /** The integer, the default when there is none, or 0 when it is something else. */
    private static int positive(JsonNode value, int otherwise) {
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        return value.canConvertToInt() && value.isIntegralNumber() ? value.intValue() : 0;
    }
}
