package dev.fulcrum.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads text files strictly: UTF-8 without a byte order mark, 1 MiB at most. */
final class TextFile {
    static final int LIMIT_BYTES = 1 << 20;

    private TextFile() {}

    /** The text of a file; empty after the report of why it cannot be had. */
    static Optional<String> read(Path file, Problems problems) {
        return read(file, file.toString(), problems);
    }

    /** The same, reported under another name: the path as a person would open it. */
    static Optional<String> read(Path file, String name, Problems problems) {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(LIMIT_BYTES + 1);
            if (bytes.length > LIMIT_BYTES) {
                problems.add(name, 0, "", "the file is larger than 1 MiB", "split it");
                return Optional.empty();
            }
            return decode(name, bytes, problems);
        } catch (NoSuchFileException missing) {
            problems.add(name, 0, "", "there is no such file", "create it, or correct the path to it");
        } catch (IOException unreadable) {
            String why = Files.isDirectory(file) ? "it is a directory" : String.valueOf(unreadable.getMessage());
            problems.add(name, 0, "", "the file cannot be read: " + why, "expected a file that this user may read");
        }
        return Optional.empty();
    }

    private static Optional<String> decode(String name, byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            String what = "byte 0x%02X is not UTF-8".formatted(bytes[in.position()]);
            problems.add(name, lineOf(bytes, in.position()), "", what, "save the file as UTF-8");
            return Optional.empty();
        }
        String text = out.flip().toString();
        if (text.startsWith("\uFEFF")) {
            problems.add(name, 1, "", "the file begins with a byte order mark", "save it as UTF-8 without one");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static int lineOf(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }
}
