package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads an answer of vectors: only its usage, because there may be millions of numbers and nothing in them to judge. */
final class VectorReader implements AnswerReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final boolean keep;
    private final GatheredBytes bytes = new GatheredBytes();
    private byte[] body;
    private boolean released;
    private boolean data;
    private long inputTokens;

    VectorReader(boolean keep) {
        this.keep = keep;
    }

    @Override
    public void feed(byte[] next) {
        bytes.add(next);
    }

    @Override
    public WholeAnswer finish() {
        byte[] whole = bytes.whole();
        if (whole.length > 0 && whole[0] == '<') {
            throw UnreadableAnswer.page();
        }
        try (JsonParser parser = JSON.createParser(whole)) {
            read(parser);
        } catch (JsonEOFException e) {
            throw new UnreadableAnswer(UnreadableAnswer.CUT, "the answer ends in the middle of a value");
        } catch (JsonProcessingException e) {
            throw new UnreadableAnswer(UnreadableAnswer.MALFORMED, "the answer is not valid JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!data) {
            throw new UnreadableAnswer(UnreadableAnswer.NOT_AN_ANSWER, "the answer has no data");
        }
        body = whole;
        return new VectorAnswer(keep ? whole : new byte[0], new Tokens(inputTokens, 0));
    }

    private void read(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new UnreadableAnswer(UnreadableAnswer.EMPTY, "the answer is empty");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new UnreadableAnswer(UnreadableAnswer.MALFORMED, "the answer does not begin with '{'");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("error") && value != JsonToken.VALUE_NULL) {
                throw UnreadableAnswer.upstreamError("");
            }
            data |= name.equals("data") && value == JsonToken.START_ARRAY;
            if (name.equals("usage") && value == JsonToken.START_OBJECT) {
                readUsage(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new UnreadableAnswer(UnreadableAnswer.MALFORMED, "the answer goes on after its end");
        }
    }

    private void readUsage(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("prompt_tokens") && value == JsonToken.VALUE_NUMBER_INT) {
                inputTokens = Math.max(0, parser.getValueAsLong());
            } else {
                parser.skipChildren();
            }
        }
    }

    @Override
    public AnswerSoFar soFar() {
        return new AnswerSoFar(List.of(), List.of(), List.of());
    }

    @Override
    public byte[] release(List<Settled> settled, List<TextEdit> edits) {
        if (body == null || released) {
            return new byte[0];
        }
        released = true;
        return body;
    }

    @Override
    public byte[] releaseAll() {
        return release(List.of(), List.of());
    }

    @Override
    public int characters() {
        return 0;
    }

    @Override
    public boolean says(String anyOf, int latest) {
        return false;
    }

    @Override
    public boolean begun() {
        return false;
    }

    @Override
    public int releasedCharacters() {
        return 0;
    }
}
