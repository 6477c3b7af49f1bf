package dev.fulcrum.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fulcrum.model.Attempt;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A model that answers from a file of recorded exchanges, with the bytes that were recorded.
 *
 * <p>Each line of the file is a JSON object with {@code path}, {@code request}, {@code status}, {@code content_type},
 * {@code streaming}, and {@code response_json} (the body, taken as it is written there) or {@code response_raw} (a
 * string whose UTF-8 is the body); other fields do not matter. A request gets the recording of the body that says the
 * same as JSON; where that body was recorded on several paths, the one of its own path, the query apart; where several
 * are left, each in turn. A stream comes in chunks of 1 to 128 bytes, always the same, cut without regard to characters.
 */
public final class RecordedTarget implements Target {
    private static final int LONGEST_CHUNK = 128;

    private final String name;
    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final Recordings recordings;

    /**
     * Reads the file from end to end; blocks.
     *
     * @param jsonl the file; has to stay as it is while the target is open
     * @throws BrokenRecording when the file cannot be read, or naming the line that is broken
     */
    public RecordedTarget(String name, Path jsonl) {
        this.name = name;
        JsonMapper lines = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        this.recordings = Recordings.open(lines, jsonl);
    }

    /** The paths on which exchanges were recorded, without their queries. */
    public Set<String> paths() {
        return recordings.paths();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Future<UpstreamAnswer> send(UpstreamRequest request) {
        Context context = EventLoops.current();
        JsonNode body;
        try {
            body = mapper.readTree(request.body().getBytes());
        } catch (JsonProcessingException malformed) {
            return Future.succeededFuture(EmbeddedAnswer.error(
                    context, OpenAiError.badRequest("We could not parse the JSON body of your request.", null)));
        } catch (IOException impossible) {
            return Future.failedFuture(new UpstreamFailure(Attempt.Outcome.INVALID, "the body cannot be read"));
        }
        Optional<Recording> found = recordings.next(Recording.withoutQuery(request.path()), JsonFingerprint.of(body));
        if (found.isEmpty()) {
            String message = "Target \"" + name + "\" answers from a recording, which does not hold this request.";
            return Future.succeededFuture(
                    EmbeddedAnswer.error(context, new OpenAiError(404, message, null, "not_recorded")));
        }
        return answer(context, found.get());
    }

    private Future<UpstreamAnswer> answer(Context context, Recording recording) {
        return context.executeBlocking(() -> Buffer.buffer(recordings.body(recording)), false)
                .map(body -> play(context, recording, body))
                .recover(error -> Future.failedFuture(new UpstreamFailure(
                        Attempt.Outcome.INVALID,
                        "line " + recording.line() + " of the recording cannot be read any more")));
    }

    private static UpstreamAnswer play(Context context, Recording recording, Buffer body) {
        if (!recording.streaming()) {
            return EmbeddedAnswer.whole(context, recording.status(), recording.contentType(), body);
        }
        Iterator<Buffer> chunks = new Cuts(body, recording.request().seed());
        return EmbeddedAnswer.chunked(context, recording.status(), recording.contentType(), chunks, Duration.ZERO);
    }

    @Override
    public Future<Void> close() {
        try {
            recordings.close();
            return Future.succeededFuture();
        } catch (IOException error) {
            return Future.failedFuture(error);
        }
    }

    /** A body in pieces whose lengths depend on the seed alone. */
    private static final class Cuts implements Iterator<Buffer> {
        private final Buffer body;
        private final SplittableRandom random;
        private int position;

        private Cuts(Buffer body, long seed) {
            this.body = body;
            this.random = new SplittableRandom(seed);
        }

        @Override
        public boolean hasNext() {
            return position < body.length();
        }

        @Override
        public Buffer next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int end = Math.min(body.length(), position + random.nextInt(1, LONGEST_CHUNK + 1));
            Buffer piece = body.slice(position, end);
            position = end;
            return piece;
        }
    }
}
