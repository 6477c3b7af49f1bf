package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.config.ExternalDetector.Format;
import dev.fulcrum.config.ExternalDetector.OnError;
import dev.fulcrum.model.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorsReaderTest {
    private static final String DETECTORS =
            """
            detectors:
              json-schemas:
                - { kind: answer.schema.refund, schema: refund.json }
              external:
                - name: moderation
                  url: http://127.0.0.1:9/v1/moderations
                  format: openai-moderation
                  kinds: [ moderation.hate, moderation.hate/threatening ]
                  timeout: 1s
                  on-error: fail
                  key: ${KEY}
            """;

    @TempDir
    Path directory;

    @Test
    void everyKeyIsRead_whenAllAreWritten() {
        Path schema = Written.file(directory, "refund.json", "{}");

        GatewayConfig.Detectors detectors =
                read(DETECTORS).value().orElseThrow().detectors();

        assertThat(detectors.jsonSchemas()).containsExactly(new JsonSchemaFile("answer.schema.refund", schema));
        assertThat(detectors.external())
                .containsExactly(new ExternalDetector(
                        "moderation",
                        URI.create("http://127.0.0.1:9/v1/moderations"),
                        Format.OPENAI_MODERATION,
                        List.of("moderation.hate", "moderation.hate/threatening"),
                        Duration.ofSeconds(1),
                        OnError.FAIL,
                        Optional.of(new Secret("s3cret"))));
    }

    @Test
    void defaultsHold_whenKeysAreLeftOut() {
        String least = "detectors: { external: [ { name: a, url: \"http://h/x\", format: plain, kinds: [ a.b ] } ] }";

        ExternalDetector external =
                read(least).value().orElseThrow().detectors().external().get(0);

        assertThat(external.timeout()).isEqualTo(Duration.ofMillis(300));
        assertThat(external.onError()).isEqualTo(OnError.IGNORE);
        assertThat(external.key()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "schema: refund.json     | schema: gone.json  | 9  | detectors.json-schemas[0].schema | leads to no file",
                "answer.schema.refund    | Schema refund      | 9  | detectors.json-schemas[0].kind   | `Schema refund`",
                "format: openai-moderation | format: openai   | 13 | detectors.external[0].format     | `openai`",
                "on-error: fail          | on-error: block    | 16 | detectors.external[0].on-error   | `block`",
                "timeout: 1s             | timeout: 2m        | 15 | detectors.external[0].timeout    | out of range",
                "key: ${KEY}             | key: s3cret        | 17 | detectors.external[0].key        | not shown",
                "name: moderation        | nam: moderation    | 11 | detectors.external[0].nam        | not known here",
            })
    void mistakeIsToldWithItsPlace_whenAValueIsWrong(String right, String wrong, int line, String path, String what) {
        Written.file(directory, "refund.json", "{}");
        assertThat(DETECTORS).contains(right);

        List<Problem> problems = read(DETECTORS.replace(right, wrong)).problems();

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.what()).contains(what).doesNotContain("s3cret");
        });
    }

    @Test
    void secondSchemaOfAKindIsRefused_whenOneIsThere() {
        Written.file(directory, "a.json", "{}");
        String twice = "detectors: { json-schemas: [ { kind: a.b, schema: a.json }, { kind: a.b, schema: a.json } ] }";

        assertThat(Written.only(read(twice)).path()).isEqualTo("detectors.json-schemas[1].kind");
    }

    private Loaded<GatewayConfig> read(String detectors) {
        return Written.config(directory, Written.LEAST + detectors, Map.of("KEY", "s3cret"));
    }
}
