package dev.fulcrum.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Set;

/**
 * Finds texts, {@value #NOT_JSON}, that are no JSON (RFC 8259) from their first character to their last: an application that asked for
 * JSON cannot read them. A fence around it makes it none either. An empty text has no findings.
 */
final class NotJson implements Detector {
    static final String NOT_JSON = "answer.not-json";
    static final Set<String> KINDS = Set.of(NOT_JSON);

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public void detect(Reading reading, Sightings sightings) {
        if (!isJson(reading.text())) {
            sightings.add(NOT_JSON, 1, 0, reading.text().length());
        }
    }

    private static boolean isJson(String text) {
        int depth = 0;
        int values = 0;
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isStructStart()) {
                    depth++;
                } else if (parser.currentToken().isStructEnd()) {
                    depth--;
                }
                values += depth == 0 ? 1 : 0;
            }
        } catch (IOException e) {
            return false;
        }
        return values == 1;
    }
}
