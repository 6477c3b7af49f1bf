package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, which can be sent signals and run out of memory. */
final class ServeProcess implements AutoCloseable {
    private static final Pattern ANSWERS = Pattern.compile("Fulcrum answers on (\\S+),");
    private static final Pattern OPERATORS = Pattern.compile("Operators call\\s+(\\S+)/admin/v1");

    private final Process process;
    private final Path errors;
    private final Path home;
    private final String url;
    private final String adminUrl;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServeProcess(Process process, Path home, Path errors, String url, String adminUrl) {
        this.process = process;
        this.home = home;
        this.errors = errors;
        this.url = url;
        this.adminUrl = adminUrl;
    }

    /**
     * Starts with the shipped rules.
     *
     * @param yaml targets, routes and whatever differs from the defaults
     * @param flags of the virtual machine
     */
    static ServeProcess start(Path home, String yaml, String... flags) throws IOException {
        GatewayHome.shipRules(home);
        GatewayHome.configure(home, yaml);
        Path errors = home.resolve("stderr");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(
                "dev.fulcrum.Main",
                "serve",
                "--config",
                home.resolve("fulcrum.yaml").toString()));
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String url = null;
        String line;
        while ((line = lines.readLine()) != null) {
            Matcher answers = ANSWERS.matcher(line);
            Matcher operators = OPERATORS.matcher(line);
            if (answers.find()) {
                url = answers.group(1);
            } else if (operators.find()) {
                return new ServeProcess(process, home, errors, url, operators.group(1));
            }
        }
        process.destroyForcibly();
        throw new AssertionError("the gateway did not start: " + Files.readString(errors));
    }

    String url() {
        return url;
    }

    Process process() {
        return process;
    }

    /** What it wrote to standard error. */
    String log() throws IOException {
        return Files.readString(errors);
    }

    /** Sends a signal, such as {@code TERM}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /**
     * Whether a signal reaches it: who starts a build in the background, or with {@code nohup}, has some ignored, by all that it starts.
     *
     * @param number of the signal
     */
    boolean heeds(int number) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("SigIgn:")) {
                return (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (number - 1) & 1) == 0;
            }
        }
        throw new IOException("the system does not tell which signals are ignored");
    }

    /** The status with which it ended, which it has to within the time. */
    int ended(Duration patience) throws InterruptedException {
        assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
                .as("the process has ended")
                .isTrue();
        return process.exitValue();
    }

    /** The status of a path; 0 when there is no answer. */
    int status(String path, Duration patience) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .timeout(patience)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** What the ledger has, one entry a line; to be called when the process has ended, or may be shared. */
    String ledger() throws IOException, InterruptedException {
        Process export = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.fulcrum.Main",
                        "ledger",
                        "export",
                        "--config",
                        home.resolve("fulcrum.yaml").toString())
                .redirectError(home.resolve("export-errors").toFile())
                .start();
        String lines = new String(export.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(export.waitFor())
                .as(Files.readString(home.resolve("export-errors")))
                .isZero();
        return lines;
    }

    String adminUrl() {
        return adminUrl;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
