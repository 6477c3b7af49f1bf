package dev.fulcrum.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * OpenAI's moderation format ({@code POST /v1/moderations}): a category becomes a finding {@code moderation.CATEGORY} about the whole text
 * when the service says so, or when its score is {@value #LIKELY} or more.
 */
final class ModerationFormat implements ExternalFormat {
    private static final String PREFIX = "moderation.";
    private static final double LIKELY = 0.5;

    @Override
    public ObjectNode question(List<String> texts) {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        ArrayNode input = question.putArray("input");
        texts.forEach(input::add);
        return question;
    }

    @Override
    public List<List<ExternalSighting>> read(JsonNode answer, List<String> texts) throws UnreadableExternalAnswer {
        JsonNode results = answer.path("results");
        if (!results.isArray() || results.size() != texts.size()) {
            throw new UnreadableExternalAnswer("results is not a list with one item for each text");
        }
        List<List<ExternalSighting>> seen = new ArrayList<>();
        for (JsonNode result : results) {
            seen.add(categories(result.path("categories"), result.path("category_scores")));
        }
        return seen;
    }

    private static List<ExternalSighting> categories(JsonNode flags, JsonNode scores) throws UnreadableExternalAnswer {
        if (!scores.isObject()) {
            throw new UnreadableExternalAnswer("category_scores is not an object");
        }
        List<ExternalSighting> seen = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> all = scores.fields(); all.hasNext(); ) {
            Map.Entry<String, JsonNode> category = all.next();
            if (!category.getValue().isNumber()) {
                throw new UnreadableExternalAnswer("a score is not a number");
            }
            // scores have been seen that pass 1 in the last digit
            double score = Math.min(1, Math.max(0, category.getValue().asDouble()));
            if (flags.path(category.getKey()).asBoolean() || score >= LIKELY) {
                seen.add(new ExternalSighting(PREFIX + category.getKey(), score, List.of()));
            }
        }
        return seen;
    }
}
