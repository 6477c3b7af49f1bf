package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A bundle on disk: a copy of the shipped rules, filled up with generated ones to a number.
 *
 * <p>Every generated rule has its own topic with three phrases in the lexicon, the whole contract, and a firing and a silent case.
 * Of ten, six flag, answer, instruct or block questions that mention the topic, one does so unless the next topic is mentioned too, and
 * three redact or flag answers.
 */
final class GeneratedRules {
    private static final Pattern RULE = Pattern.compile("(?m)^\\s*rule\\s+\"");
    private static final Pattern REASON = Pattern.compile("(Generated for the benchmark)[^:]*:");
    private static final int RULES_IN_FILE = 50;
    private static final String LEXICON = "lexicon/gen.yaml";

    private final Path directory;
    private final List<Topic> topics;
    private int changes;

    private GeneratedRules(Path directory, List<Topic> topics) {
        this.directory = directory;
        this.topics = topics;
    }

    /** Copies the shipped rules and adds generated ones until there are {@code total}; 0 adds none. */
    static GeneratedRules write(Path shipped, Path directory, int total) throws IOException {
        copy(shipped, directory);
        int generated = total == 0 ? 0 : total - count(shipped);
        if (generated < 0) {
            throw new IllegalArgumentException("asked for " + total + " rules, but " + count(shipped)
                    + " are shipped: ask for more, or for `shipped`");
        }
        LocalDate review = LocalDate.now(ZoneOffset.UTC).plusDays(180);
        List<Topic> topics = IntStream.rangeClosed(1, generated)
                .mapToObj(number -> new Topic(number, number % generated + 1, review))
                .toList();
        GeneratedRules rules = new GeneratedRules(directory, topics);
        rules.writeAll();
        return rules;
    }

    /** How many rules the DRL files under a directory hold. */
    static int count(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".drl"))
                    .mapToInt(file -> (int) RULE.matcher(text(file)).results().count())
                    .sum();
        }
    }

    /** A phrase of each topic whose questions are only flagged. */
    List<String> flaggedPhrases() {
        return topics.stream().filter(Topic::flagsQuestions).map(Topic::phrase).toList();
    }

    /**
     * Changes one file in turn, so that the bundle has a new revision: a phrase more for the first topic, or another reason for the first rule.
     * Readers see the old file or the new one.
     *
     * @return the file
     */
    String change() throws IOException {
        if (topics.isEmpty()) {
            throw new IllegalStateException("only generated rules are changed, and there are none in " + directory);
        }
        changes++;
        boolean phrase = changes % 2 == 1;
        String name = phrase ? LEXICON : topics.get(0).phase() + "/gen-00.drl";
        Path file = directory.resolve(name);
        Path draft = directory.resolveSibling("gen.draft");
        Files.writeString(
                draft,
                phrase ? lexicon() : REASON.matcher(text(file)).replaceFirst("$1, changed " + changes + " times:"));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return name;
    }

    Path directory() {
        return directory;
    }

    private void writeAll() throws IOException {
        if (topics.isEmpty()) {
            return;
        }
        Files.createDirectories(directory.resolve(LEXICON).getParent());
        Files.writeString(directory.resolve(LEXICON), lexicon());
        for (String phase : List.of("request", "response")) {
            Files.createDirectories(directory.resolve(phase));
            List<Topic> ofPhase =
                    topics.stream().filter(topic -> topic.phase().equals(phase)).toList();
            for (int from = 0; from < ofPhase.size(); from += RULES_IN_FILE) {
                writeFile(
                        phase,
                        from / RULES_IN_FILE,
                        ofPhase.subList(from, Math.min(from + RULES_IN_FILE, ofPhase.size())));
            }
        }
    }

    private void writeFile(String phase, int number, List<Topic> chosen) throws IOException {
        StringBuilder drl = new StringBuilder("package rules;\n\nimport dev.fulcrum.model.*;\n");
        StringBuilder cases = new StringBuilder();
        for (Topic topic : chosen) {
            drl.append('\n').append(topic.rule());
            cases.append(topic.cases());
        }
        String name = phase + "/gen-%02d".formatted(number);
        Files.writeString(directory.resolve(name + ".drl"), drl);
        Files.writeString(directory.resolve(name + ".cases.yaml"), cases);
    }

    private String lexicon() {
        StringBuilder lexicon = new StringBuilder();
        for (Topic topic : topics) {
            String added = topic.number() == 1 && changes > 0 ? ", \"added phrase " + changes + "\"" : "";
            lexicon.append(topic.kind())
                    .append(": { phrases: [")
                    .append(topic.phrases())
                    .append(added)
                    .append("] }\n");
        }
        return lexicon.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copied = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copied.getParent());
            Files.copy(file, copied);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
