package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory with the shipped configuration, rules and register of one version, on ports and a ledger of its own.
 *
 * @param port of the gateway
 * @param adminPort of the admin API
 */
record OutsideHome(Path directory, Gateway.Project project, int port, int adminPort) {

    /**
     * Writes everything into a directory.
     *
     * @param upstream the port of the model endpoint that answers what was recorded
     */
    static OutsideHome write(Gateway.Project project, Path directory, int upstream) throws IOException {
        List<Integer> ports = JavaProcess.freePorts(2);
        copy(project.rules(), directory.resolve("rules"));
        copy(project.rules(), directory.resolve("broken"));
        Path broken = directory.resolve("broken/request/injection.drl");
        Files.writeString(broken, Files.readString(broken, UTF_8).replaceFirst("@owner", "@ower"));
        Files.createDirectories(directory.resolve("config"));
        Files.copy(project.risks(), directory.resolve("config/risks.yaml"));
        String shipped = Files.readString(project.configuration(), UTF_8)
                .replaceFirst("port: 8080", "port: " + ports.get(0))
                .replaceFirst("port: 8081", "port: " + ports.get(1))
                .replaceFirst("body: 8MiB", "body: 16MiB")
                .replaceFirst(
                        "\ntargets: .*\n",
                        "\ntargets:\n  - { name: recorded, kind: http, url: \"http://127.0.0.1:" + upstream
                                + "\", surfaces: [ openai.chat, openai.completions, openai.responses, openai.embeddings, anthropic.messages ] }\n")
                .replaceFirst(
                        "\npolicy:\n", "  - { name: recorded, models: [ \"*\" ], targets: [ recorded ] }\n\npolicy:\n");
        Files.writeString(directory.resolve("config/fulcrum.yaml"), shipped);
        Files.writeString(
                directory.resolve("config/broken.yaml"), shipped.replace("rules: ../rules", "rules: ../broken"));
        return new OutsideHome(directory, project, ports.get(0), ports.get(1));
    }

    JavaProcess serve() throws IOException {
        return JavaProcess.start(
                project.classPath(),
                List.of(),
                List.of("dev.fulcrum.Main", "serve", "--config", config("fulcrum.yaml")),
                directory.resolve("fulcrum.log"));
    }

    /** The first token of the admin API. */
    String token() throws IOException {
        return Files.readString(directory.resolve("data/admin-token"), UTF_8).strip();
    }

    /** Runs a command to its end: its exit code, what it printed, and what it complained of. */
    String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                project.classPath(),
                "dev.fulcrum.Main"));
        arguments.forEach(argument -> line.add(
                argument.replace("{config}", config("fulcrum.yaml")).replace("{broken}", config("broken.yaml"))));
        Path said = directory.resolve("command.out");
        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return "exit " + process.waitFor() + "\n" + Files.readString(said, UTF_8);
    }

    private String config(String name) {
        return directory.resolve("config").resolve(name).toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
