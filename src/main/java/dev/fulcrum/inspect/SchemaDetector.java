package dev.fulcrum.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.resource.DisallowSchemaLoader;

/**
 * Finds texts that one JSON schema does not allow, and those that are no JSON at all.
 *
 * <p>Patterns are RE2's, so that no text can make one slow; formats are not asserted; a schema never leads to another file or address.
 * JSON that nests deeper than {@value #DEEPEST} is not allowed.
 */
final class SchemaDetector implements Detector {
    private static final int DEEPEST = 100;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String kind;
    private final JsonSchema schema;

    private SchemaDetector(String kind, JsonSchema schema) {
        this.kind = kind;
        this.schema = schema;
    }

    /**
     * Compiles a schema.
     *
     * @throws UnusableSchema when it is no JSON schema
     */
    static SchemaDetector of(AnswerSchema schema) {
        try {
            JsonNode node = JSON.readTree(schema.schema());
            if (!node.isObject()) {
                throw new UnusableSchema(schema.source(), "a JSON schema is an object");
            }
            requireSchema(node, schema.source());
            JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V202012,
                    builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
            JsonSchema compiled = factory.getSchema(node, settings());
            compiled.initializeValidators();
            return new SchemaDetector(schema.kind(), compiled);
        } catch (JsonProcessingException e) {
            throw new UnusableSchema(schema.source() + ":" + e.getLocation().getLineNr(), "this is no JSON");
        } catch (JsonSchemaException | PatternSyntaxException e) {
            throw new UnusableSchema(schema.source(), e.getMessage());
        }
    }

    private static void requireSchema(JsonNode node, String source) {
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012))
                .validate(node)
                .stream()
                .findFirst()
                .ifPresent(wrong -> {
                    throw new UnusableSchema(source, "no JSON schema: " + wrong.getMessage());
                });
    }

    private static SchemaValidatorsConfig settings() {
        return SchemaValidatorsConfig.builder()
                .failFast(false)
                .formatAssertionsEnabled(false)
                .regularExpressionFactory(expression -> {
                    Pattern pattern = Pattern.compile(expression);
                    return text -> pattern.matcher(text).find();
                })
                .build();
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        if (!isAllowed(reading.text())) {
            sightings.add(kind, 1, 0, reading.text().length());
        }
    }

    private boolean isAllowed(String text) {
        try {
            return schema.validate(JSON.readTree(text)).isEmpty();
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }
}
