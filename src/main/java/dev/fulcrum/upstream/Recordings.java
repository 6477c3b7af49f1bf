package dev.fulcrum.upstream;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.model.Problem;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A file of recorded exchanges: its index in memory, its bodies on disk. Thread-safe. */
final class Recordings implements AutoCloseable {
    private final FileChannel file;
    private final ObjectMapper mapper;
    private final Map<JsonFingerprint, Turns> byRequest;
    private final Map<PathAndRequest, Turns> byPath;

    private Recordings(FileChannel file, ObjectMapper mapper, List<Recording> recordings) {
        this.file = file;
        this.mapper = mapper;
        Map<JsonFingerprint, List<Recording>> requests = new HashMap<>();
        Map<PathAndRequest, List<Recording>> paths = new HashMap<>();
        for (Recording recording : recordings) {
            requests.computeIfAbsent(recording.request(), key -> new ArrayList<>())
                    .add(recording);
            paths.computeIfAbsent(new PathAndRequest(recording.path(), recording.request()), key -> new ArrayList<>())
                    .add(recording);
        }
        this.byRequest = turns(requests);
        this.byPath = turns(paths);
    }

    private static <K> Map<K, Turns> turns(Map<K, List<Recording>> groups) {
        Map<K, Turns> turns = new HashMap<>();
        groups.forEach((key, group) -> turns.put(key, new Turns(List.copyOf(group), new AtomicInteger())));
        return Map.copyOf(turns);
    }

    /**
     * Reads the file once from end to end and keeps it open.
     *
     * @throws BrokenRecording when the file cannot be read or a line is broken
     */
    static Recordings open(ObjectMapper mapper, Path path) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            List<Recording> recordings = index(mapper, path, in);
            return new Recordings(FileChannel.open(path, StandardOpenOption.READ), mapper, recordings);
        } catch (IOException unreadable) {
            throw new BrokenRecording(new Problem(
                    path.toString(),
                    0,
                    "",
                    "cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    "name a readable file of recorded exchanges, one JSON object a line"));
        }
    }

    private static List<Recording> index(ObjectMapper mapper, Path path, InputStream in) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 14);
        long lineOffset = 0;
        int number = 1;
        for (int next = in.read(); next >= 0 || line.size() > 0; next = in.read()) {
            if (next >= 0 && next != '\n') {
                line.write(next);
                continue;
            }
            byte[] bytes = line.toByteArray();
            if (!new String(bytes, StandardCharsets.UTF_8).isBlank()) {
                RecordingLine reader = new RecordingLine(mapper, path.toString(), number);
                recordings.add(reader.read(bytes, bytes.length).movedBy(lineOffset));
            }
            lineOffset += bytes.length + 1L;
            number++;
            line.reset();
        }
        return recordings;
    }

    /** The recording whose turn it is among those of this request; those of this path come first. */
    Optional<Recording> next(String path, JsonFingerprint request) {
        Turns ofPath = byPath.get(new PathAndRequest(Recording.withoutQuery(path), request));
        return Optional.ofNullable(ofPath != null ? ofPath : byRequest.get(request))
                .map(Turns::take);
    }

    /** The paths of all recordings. */
    Set<String> paths() {
        return byPath.keySet().stream().map(PathAndRequest::path).collect(Collectors.toUnmodifiableSet());
    }

    /** The recorded body, byte for byte. Blocks. */
    byte[] body(Recording recording) throws IOException {
        ByteBuffer slice = ByteBuffer.allocate(recording.bodyBytes());
        while (slice.hasRemaining()) {
            if (file.read(slice, recording.offset() + slice.position()) < 0) {
                throw new EOFException("the file has become shorter");
            }
        }
        return recording.raw()
                ? mapper.readValue(slice.array(), String.class).getBytes(StandardCharsets.UTF_8)
                : slice.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private record PathAndRequest(String path, JsonFingerprint request) {}

    private record Turns(List<Recording> recordings, AtomicInteger taken) {
        private Recording take() {
            return recordings.get(Math.floorMod(taken.getAndIncrement(), recordings.size()));
        }
    }
}
