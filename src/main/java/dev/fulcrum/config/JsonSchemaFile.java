package dev.fulcrum.config;

import java.nio.file.Path;

/**
 * A JSON schema that texts are held against.
 *
 * @param kind of the finding in a text that the schema does not allow
 * @param schema the file, which was there when the configuration was read
 */
public record JsonSchemaFile(String kind, Path schema) {}
