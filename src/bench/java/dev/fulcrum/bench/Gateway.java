package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Fulcrum as it is shipped, in a process of its own, with a configuration, rules and a ledger of its own.
 *
 * @param rules its bundle
 * @param port of the gateway
 * @param adminPort of the admin API
 * @param data the directory of the ledger and the first token
 */
record Gateway(GeneratedRules rules, int port, int adminPort, Path data, JavaProcess process) {

    /** Characters that come at most between two looks in windows: the gateway's own default, said here so that reports can tell it. */
    static final int WINDOW_CHARACTERS = 240;

    /**
     * What a gateway runs on.
     *
     * @param rules how many rules, generated ones included; 0 for the shipped ones alone
     * @param holdBack the route's way to hold back streams
     * @param limits what stands in the mapping of that name; empty for the gateway's own
     */
    record Bundle(int rules, String holdBack, String limits) {}

    /** The project whose rules, register and desks a gateway is given, and the class path that it is started with. */
    record Project(Path rules, Path risks, Path configuration, String classPath) {
        /** The one that the benchmark is run from. */
        static Project here() {
            return at(Path.of("").toAbsolutePath(), JavaProcess.classPath());
        }

        /** Another checkout of it, which {@code mvn package} has built. */
        static Project built(Path root) {
            Path target = root.toAbsolutePath().resolve("target");
            require(target.resolve("classes"), "build that checkout with `mvn -q package -DskipTests`");
            require(target.resolve("lib"), "build that checkout with `mvn -q package -DskipTests`");
            return at(root.toAbsolutePath(), target.resolve("classes") + File.pathSeparator + target.resolve("lib/*"));
        }

        private static Project at(Path root, String classPath) {
            Project project = new Project(
                    root.resolve("rules"),
                    root.resolve("config/risks.yaml"),
                    root.resolve("config/fulcrum.yaml"),
                    classPath);
            for (Path path : List.of(project.rules, project.risks, project.configuration)) {
                require(path, "run the benchmark from the project's root");
            }
            return project;
        }

        private static void require(Path path, String mend) {
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("no " + path + ": " + mend);
            }
        }
    }

    /** Writes everything below a directory and starts the process; it is not ready yet. */
    static Gateway start(Project project, Path directory, Bundle bundle, List<Integer> ports, List<String> flags)
            throws IOException {
        Files.createDirectories(directory);
        GeneratedRules rules = GeneratedRules.write(project.rules(), directory.resolve("rules"), bundle.rules());
        Files.copy(project.risks(), directory.resolve("risks.yaml"));
        Path data = Files.createDirectories(directory.resolve("data"));
        Path configuration = directory.resolve("fulcrum.yaml");
        Files.writeString(configuration, configuration(ports, bundle, desks(project.configuration())));
        List<String> command = List.of("dev.fulcrum.Main", "serve", "--config", configuration.toString());
        // not beside the rules and the register, where the gateway would look at every line as at a change of its rules
        JavaProcess process = JavaProcess.start(project.classPath(), flags, command, data.resolve("fulcrum.log"));
        return new Gateway(rules, ports.get(0), ports.get(1), data, process);
    }

    /** Asks for a reload and returns the HTTP status once the new revision is in force. */
    int reload() throws IOException, InterruptedException {
        String token = Files.readString(data.resolve("admin-token"), UTF_8).strip();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/admin/v1/reload"))
                .header("authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(60))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"why\":\"the benchmark changed a phrase\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String configuration(List<Integer> ports, Bundle bundle, String desks) {
        String holdBack = bundle.holdBack();
        String window = holdBack.equals("window") ? ", window: " + WINDOW_CHARACTERS : "";
        return """
                server: { host: 127.0.0.1, port: %d }
                admin: { host: 127.0.0.1, port: %d }
                targets:
                  - { name: upstream, kind: http, url: "http://127.0.0.1:%d" }
                routes:
                  - { name: all, models: [ "*" ], targets: [ upstream ], hold-back: %s%s }
                policy: { rules: rules, risks: risks.yaml }
                ledger: { path: data/fulcrum.db }
                limits: { %s }
                %s"""
                .formatted(ports.get(0), ports.get(1), ports.get(2), holdBack, window, bundle.limits(), desks);
    }

    /** The shipped configuration's desks, which the shipped rules hand over to: the lines of its key {@code desks}. */
    private static String desks(Path configuration) throws IOException {
        List<String> lines = Files.readAllLines(configuration, UTF_8);
        int begin = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("desks:"))
                .findFirst()
                .orElse("desks:"));
        if (begin < 0) {
            return "";
        }
        return lines.stream()
                .skip(begin + 1L)
                .takeWhile(line -> !line.matches("[A-Za-z].*"))
                .collect(Collectors.joining("\n", "desks:\n", "\n"));
    }
}
