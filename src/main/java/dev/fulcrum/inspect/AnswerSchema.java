package dev.fulcrum.inspect;

/**
 * A JSON schema that texts are held against.
 *
 * @param kind of the finding in a text that is no JSON, or JSON that the schema does not allow
 * @param schema the schema itself, JSON Schema draft 2020-12 unless it names another
 * @param source where it comes from, for messages
 */
public record AnswerSchema(String kind, String schema, String source) {}
