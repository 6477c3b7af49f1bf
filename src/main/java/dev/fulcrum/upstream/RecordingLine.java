package dev.fulcrum.upstream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.model.Problem;
import java.io.IOException;

/** Reads one line of a recording; remembers where the answer stands instead of what it says. */
final class RecordingLine {
    private static final String EXPECTED =
            "expected an object with path, request, status and response_json or response_raw";

    private final ObjectMapper mapper;
    private final String file;
    private final int number;

    private String path;
    private JsonFingerprint request;
    private int status;
    private String contentType = "";
    private boolean streaming;
    private boolean raw;
    private int offset;
    private int bodyBytes;

    RecordingLine(ObjectMapper mapper, String file, int number) {
        this.mapper = mapper;
        this.file = file;
        this.number = number;
    }

    /**
     * The line's recording, its offset counted from the line's beginning.
     *
     * @throws BrokenRecording naming file, line and what is wrong
     */
    Recording read(byte[] line, int length) {
        try (JsonParser parser = mapper.createParser(line, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw broken("", "not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, parser.currentName(), parser.nextToken());
            }
            if (parser.nextToken() != null) {
                throw broken("", "more after the object's end");
            }
        } catch (JsonProcessingException malformed) {
            int column = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getColumnNr();
            throw broken("", "not JSON at column " + column);
        } catch (IOException impossible) {
            throw broken("", "not readable");
        }
        return finish();
    }

    private void field(JsonParser parser, String name, JsonToken token) throws IOException {
        switch (name) {
            case "path" -> path = text(parser, name, token);
            case "content_type" -> contentType = token == JsonToken.VALUE_NULL ? "" : text(parser, name, token);
            case "request" -> request = JsonFingerprint.of(mapper.<JsonNode>readTree(parser));
            case "status" -> status = status(parser, token);
            case "streaming" -> streaming = token == JsonToken.VALUE_TRUE;
            case "response_json" -> slice(parser, token, false);
            case "response_raw" -> slice(parser, token, true);
            default -> parser.skipChildren();
        }
    }

    private String text(JsonParser parser, String name, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            throw broken(name, "not a string");
        }
        return parser.getText();
    }

    private int status(JsonParser parser, JsonToken token) throws IOException {
        int code = token == JsonToken.VALUE_NUMBER_INT ? parser.getValueAsInt(0) : 0;
        if (code < 200 || code > 599) {
            throw broken("status", "not an HTTP status from 200 to 599");
        }
        return code;
    }

    private void slice(JsonParser parser, JsonToken token, boolean ofString) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (bodyBytes > 0) {
            throw broken("", "both response_json and response_raw");
        }
        if (ofString && token != JsonToken.VALUE_STRING) {
            throw broken("response_raw", "not a string");
        }
        offset = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        parser.finishToken();
        bodyBytes = Math.toIntExact(parser.currentLocation().getByteOffset()) - offset;
        raw = ofString;
    }

    private Recording finish() {
        if (path == null || request == null || status == 0) {
            throw broken("", "without " + (path == null ? "path" : request == null ? "request" : "status"));
        }
        return new Recording(
                number,
                Recording.withoutQuery(path),
                request,
                status,
                contentType.isBlank() ? usualContentType() : contentType,
                streaming,
                raw,
                offset,
                bodyBytes);
    }

    private String usualContentType() {
        if (streaming) {
            return EmbeddedAnswer.EVENT_STREAM;
        }
        return raw ? "text/plain; charset=utf-8" : EmbeddedAnswer.JSON;
    }

    private BrokenRecording broken(String field, String what) {
        return new BrokenRecording(new Problem(file, number, field, what, EXPECTED));
    }
}
