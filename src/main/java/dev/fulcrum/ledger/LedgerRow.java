package dev.fulcrum.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry as it stands in the file.
 *
 * @param seq its number, from 1 without gaps
 * @param kind {@code exchange}, {@code intent} (before a stream was released; an {@code exchange} follows) or {@code act}
 * @param exchange id of the exchange; absent from acts
 * @param at when, to the millisecond
 * @param app the calling application; absent from acts
 * @param outcome how the exchange ended; absent from acts
 * @param body the entry as JSON
 * @param previous hash of the entry before, in hex
 * @param hash the entry's own, in hex
 */
public record LedgerRow(
        long seq,
        String kind,
        Optional<String> exchange,
        Instant at,
        Optional<String> app,
        Optional<String> outcome,
        String body,
        String previous,
        String hash) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Whether the body is a JSON object, as every body is that was written by a ledger. */
    public boolean readable() {
        if (!body.startsWith("{") || !body.endsWith("}")) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException broken) {
            return false;
        }
    }

    /** One line of JSON: the body's fields, then seq, previous and hash; a body that cannot be read stands there as text. */
    public String toJsonLine() {
        String fields = readable() && body.length() > 2 ? body.substring(0, body.length() - 1) : unreadable();
        String line = fields + ",\"seq\":" + seq + ",\"previous\":\"" + previous + "\",\"hash\":\"" + hash + "\"}";
        return line.indexOf('\n') < 0 && line.indexOf('\r') < 0
                ? line
                : line.replace('\n', ' ').replace('\r', ' ');
    }

    private String unreadable() {
        return "{\"kind\":" + quoted(kind) + ",\"at\":" + quoted(at.toString())
                + ",\"problem\":\"the body of this entry is no JSON: it was changed after it was written\",\"brokenBody\":"
                + quoted(body);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
