package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaDetectorTest {
    private static final String REFUND =
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": [ "amount", "currency" ],
              "additionalProperties": false,
              "properties": {
                "amount": { "type": "number", "minimum": 0, "maximum": 500 },
                "currency": { "enum": [ "CNY", "USD" ] },
                "note": { "type": "string", "pattern": "^(a+)+$" },
                "parts": { "type": "array", "items": { "$ref": "#/$defs/part" } }
              },
              "$defs": { "part": { "type": "object", "required": [ "id" ] } }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":12.5,\"currency\":\"CNY\"}",
                " {\"amount\":0,\"currency\":\"USD\",\"note\":\"aaa\",\"parts\":[{\"id\":1}]}\n",
            })
    void nothingIsFound_whenTheSchemaAllowsIt(String text) {
        assertThat(look(REFUND, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We refund 12 yuan.",
                "```json\n{\"amount\":12.5,\"currency\":\"CNY\"}\n```",
                "{\"amount\":12.5,\"currency\":\"CNY\"} ok",
                "{\"amount\":12.5}",
                "{\"amount\":501,\"currency\":\"CNY\"}",
                "{\"amount\":\"12\",\"currency\":\"CNY\"}",
                "{\"amount\":12,\"currency\":\"CNY\",\"x\":1}",
                "{\"amount\":12,\"currency\":\"CNY\",\"parts\":[{}]}",
                "{\"amount\":12,\"amount\":1,\"currency\":\"CNY\"}",
                "[]",
            })
    void wholeTextIsFound_whenTheSchemaDoesNotAllowIt(String text) {
        assertThat(look(REFUND, text)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo("answer.schema.refund");
            assertThat(finding.spans().get(0).end()).isEqualTo(text.length());
        });
    }

    @Test
    void textIsFoundWithoutDelay_whenItWouldSlowABacktrackingPattern() {
        String text = "{\"amount\":1,\"currency\":\"CNY\",\"note\":\"" + "a".repeat(50_000) + "!\"}";

        assertThat(look(REFUND, text)).hasSize(1);
    }

    @Test
    void textIsFound_whenItNestsDeeperThanAnySchemaIsFollowed() {
        String endless = "{\"$defs\":{\"n\":{\"items\":{\"$ref\":\"#/$defs/n\"}}},\"$ref\":\"#/$defs/n\"}";

        assertThat(look(endless, "[".repeat(90) + "]".repeat(90))).isEmpty();
        assertThat(look(endless, "[".repeat(50_000) + "]".repeat(50_000))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"type\":\"objekt\"}|no JSON schema",
                "{|no JSON",
                "12|an object",
                "{\"properties\":{\"a\":{\"pattern\":\"(a)\\\\1\"}}}|invalid escape sequence",
                "{\"$ref\":\"https://example.com/other.json\"}|https://example.com/other.json",
            })
    void createFailsWithTheSource_whenTheSchemaIsNone(String schema, String what) {
        assertThatThrownBy(() -> look(schema, "{}"))
                .isInstanceOf(UnusableSchema.class)
                .hasMessageStartingWith("refund.json:")
                .hasMessageContaining(what);
    }

    private static List<Finding> look(String schema, String text) {
        AnswerSchema refund = new AnswerSchema("answer.schema.refund", schema, "refund.json");
        Inspection inspection =
                new Inspections(0, List.of(refund), List.of()).create(Lexicon.EMPTY, Set.of("answer.schema.refund"));
        return inspection.inspect(List.of(Looking.part(text)));
    }
}
