package dev.fulcrum.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that holds an endpoint's key and nothing else, such as a mounted secret; it may change while the gateway runs.
 *
 * @param place of the key in the configuration, for messages
 */
public record KeyFile(Path path, String place) {

    /** The key as the file has it now, without the blanks and line ends around it. No problem says what the file holds. */
    public Loaded<Secret> read() {
        Problems problems = new Problems();
        Optional<Secret> key = TextFile.read(path, problems).flatMap(text -> usable(text.strip(), problems));
        return Loaded.of(problems, key::orElseThrow);
    }

    private Optional<Secret> usable(String text, Problems problems) {
        if (Secret.fitsAHeader(text)) {
            return Optional.of(new Secret(text));
        }
        problems.add(
                path.toString(),
                0,
                place,
                text.isEmpty()
                        ? "the file is empty"
                        : "the file holds characters that cannot stand in a header (not shown)",
                "expected one key, printable ASCII without blanks or line ends inside");
        return Optional.empty();
    }
}
