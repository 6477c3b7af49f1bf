package dev.fulcrum.config;

import dev.fulcrum.config.Form.Parsed;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The directory of a configuration file, against which the paths in it are resolved. */
final class BaseDirectory {
    private final Path directory;

    BaseDirectory(Path file) {
        this.directory = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    }

    /** A path, whether anything is there or not. */
    Form<Path> form(String expected) {
        return path(expected, path -> Parsed.of(path));
    }

    /** The path of a file that is there. */
    Form<Path> file(String expected) {
        return path(expected, path -> Files.isRegularFile(path) ? Parsed.of(path) : Parsed.wrong("leads to no file"));
    }

    private Form<Path> path(String expected, Function<Path, Parsed<Path>> check) {
        Form<String> text = Form.text(expected);
        return new Form<>(expected + ", relative to this file's directory", text.quoted(), text.shown(), written -> {
            if (written.isBlank()) {
                return Parsed.wrong("is blank");
            }
            try {
                return check.apply(directory.resolve(written).normalize());
            } catch (InvalidPathException notPath) {
                return Parsed.wrong("is not a path");
            }
        });
    }
}
