package dev.fulcrum.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fulcrum.model.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The plain format: {@code {"texts":[…]}} is answered by {@code {"findings":[{"text":0,"kind":"…","score":0.9,"spans":[[0,4]]}]}}.
 *
 * <p>Spans count Unicode code points, as most languages do, and are half-open; without any the whole text is meant. A score that is left
 * out is 1.
 */
final class PlainFormat implements ExternalFormat {

    @Override
    public ObjectNode question(List<String> texts) {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        ArrayNode all = question.putArray("texts");
        texts.forEach(all::add);
        return question;
    }

    @Override
    public List<List<ExternalSighting>> read(JsonNode answer, List<String> texts) throws UnreadableExternalAnswer {
        JsonNode findings = answer.path("findings");
        if (!findings.isArray()) {
            throw new UnreadableExternalAnswer("findings is not a list");
        }
        List<List<ExternalSighting>> seen = new ArrayList<>();
        texts.forEach(text -> seen.add(new ArrayList<>()));
        for (JsonNode finding : findings) {
            JsonNode index = finding.path("text");
            if (!index.isInt() || index.asInt() < 0 || index.asInt() >= texts.size()) {
                throw new UnreadableExternalAnswer("text is not the index of a text");
            }
            seen.get(index.asInt()).add(sighting(finding, texts.get(index.asInt())));
        }
        return seen;
    }

    private static ExternalSighting sighting(JsonNode finding, String text) throws UnreadableExternalAnswer {
        JsonNode kind = finding.path("kind");
        JsonNode score = finding.path("score");
        boolean scored = score.isNumber() && score.asDouble() >= 0 && score.asDouble() <= 1;
        if (!kind.isTextual() || kind.asText().isBlank()) {
            throw new UnreadableExternalAnswer("kind is not a text");
        }
        if (!scored && !score.isMissingNode()) {
            throw new UnreadableExternalAnswer("score is not a number from 0 to 1");
        }
        return new ExternalSighting(kind.asText(), scored ? score.asDouble() : 1, spans(finding.path("spans"), text));
    }

    private static List<Span> spans(JsonNode spans, String text) throws UnreadableExternalAnswer {
        if (!spans.isArray() && !spans.isMissingNode() && !spans.isNull()) {
            throw new UnreadableExternalAnswer("spans is not a list");
        }
        Stretches stretches = new Stretches();
        for (JsonNode span : spans) {
            JsonNode start = span.path(0);
            JsonNode end = span.path(1);
            if (!start.isInt() || !end.isInt() || start.asInt() < 0 || end.asInt() <= start.asInt()) {
                throw new UnreadableExternalAnswer("a span is not two ascending numbers");
            }
            stretches.add(start.asInt(), end.asInt());
        }
        return inUnits(stretches.merged(), text);
    }

    /** Turns code points into UTF-16 indices in one walk over the text. */
    private static List<Span> inUnits(List<Span> points, String text) throws UnreadableExternalAnswer {
        List<Span> units = new ArrayList<>();
        int point = 0;
        int unit = 0;
        for (Span span : points) {
            try {
                int start = text.offsetByCodePoints(unit, span.start() - point);
                unit = text.offsetByCodePoints(start, span.end() - span.start());
                units.add(new Span(start, unit));
                point = span.end();
            } catch (IndexOutOfBoundsException beyond) {
                throw new UnreadableExternalAnswer("a span lies beyond the text");
            }
        }
        return units;
    }
}
