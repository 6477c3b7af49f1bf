package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.fulcrum.surface.MalformedJson.Problem;
import java.io.IOException;

/**
 * Parses JSON into {@link JsonDocument}s and refuses whatever another parser could read differently: keys named twice, halves of surrogate
 * pairs, malformed UTF-8, other encodings, trailing content. Safe to share between threads.
 */
final class JsonReader {
    private final JsonFactory factory;
    private final int maxDepth;

    /** A reader of texts in which at most {@code maxDepth} objects and arrays are open at once. */
    JsonReader(int maxDepth) {
        if (maxDepth < 1) {
            throw new IllegalArgumentException("maxDepth must be at least 1: " + maxDepth);
        }
        this.maxDepth = maxDepth;
        // One more than allowed, so that the tape sees the value that is too deep and can name its path.
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth + 1)
                .maxStringLength(Integer.MAX_VALUE)
                .build();
        this.factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    int maxDepth() {
        return maxDepth;
    }

    /**
     * The document that fills {@code from} to {@code to}.
     *
     * @param paired whether escaped halves of surrogate pairs are refused; a stream may cut a pair between two deltas
     */
    JsonDocument read(byte[] bytes, int from, int to, boolean paired) throws MalformedJson {
        refuseOtherEncodings(bytes, from, to);
        JsonTape tape = new JsonTape(bytes, from, to, paired, maxDepth);
        try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
            return tape.fill(parser);
        } catch (JsonProcessingException e) {
            Problem problem = tape.endsEarly() ? Problem.CUT : problem(e);
            int told = e.getLocation() == null ? 0 : (int) e.getLocation().getByteOffset();
            throw new MalformedJson(problem, Math.max(tape.position(), Math.min(to, from + told)), tape.path());
        } catch (IOException e) {
            throw new MalformedJson(Problem.SYNTAX, from, tape.path());
        }
    }

    private static Problem problem(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return Problem.CUT;
        }
        return e instanceof StreamConstraintsException ? Problem.LONG_TOKEN : Problem.SYNTAX;
    }

    /** Jackson would guess UTF-16 and UTF-32 by the zero bytes among the first four, and skip a byte order mark. */
    private static void refuseOtherEncodings(byte[] bytes, int from, int to) throws MalformedJson {
        int first = from;
        while (first < to && JsonTape.blank(bytes[first])) {
            first++;
        }
        if (first == to) {
            throw new MalformedJson(Problem.EMPTY, from);
        }
        for (int at = from; at < to && at < from + 4; at++) {
            if (bytes[at] == 0) {
                throw new MalformedJson(Problem.ENCODING, at);
            }
        }
        int lead = bytes[from] & 0xff;
        if (lead == 0xef || lead == 0xfe || lead == 0xff) {
            throw new MalformedJson(Problem.ENCODING, from);
        }
    }
}
