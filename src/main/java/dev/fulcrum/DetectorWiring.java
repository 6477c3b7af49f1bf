package dev.fulcrum;

import dev.fulcrum.config.ExternalDetector;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.JsonSchemaFile;
import dev.fulcrum.config.Secret;
import dev.fulcrum.inspect.AnswerMemory;
import dev.fulcrum.inspect.AnswerSchema;
import dev.fulcrum.inspect.ExternalService;
import dev.fulcrum.inspect.Inspections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;

/** Wires the configured detectors. */
final class DetectorWiring {
    /** Less than two megabytes. */
    private static final int REMEMBERED_ANSWERS = 20_000;

    private DetectorWiring() {}

    /** @throws dev.fulcrum.inspect.UnusableSchema when a schema is none */
    static Inspections inspections(GatewayConfig.Detectors detectors) {
        return new Inspections(
                detectors.cacheBytes(),
                detectors.jsonSchemas().stream().map(DetectorWiring::schema).toList(),
                detectors.external().stream().map(DetectorWiring::service).toList(),
                detectors.time());
    }

    /** What remembers the classes of answers; made off the event loops, since the first one takes tenths of a second. */
    static AnswerMemory answers() {
        return new AnswerMemory(REMEMBERED_ANSWERS);
    }

    private static AnswerSchema schema(JsonSchemaFile file) {
        try {
            return new AnswerSchema(
                    file.kind(), Files.readString(file.schema()), file.schema().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ExternalService service(ExternalDetector detector) {
        return new ExternalService(
                detector.name(),
                detector.url(),
                switch (detector.format()) {
                    case OPENAI_MODERATION -> ExternalService.Format.OPENAI_MODERATION;
                    case PLAIN -> ExternalService.Format.PLAIN;
                },
                Set.copyOf(detector.kinds()),
                detector.timeout(),
                detector.onError() == ExternalDetector.OnError.FAIL,
                detector.key().map(Secret::reveal));
    }
}
