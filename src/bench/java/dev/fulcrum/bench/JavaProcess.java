package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A server under measurement: a Java process of its own on this process's class path, ended by {@link #close()} and with this
 * process at the latest.
 */
final class JavaProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final Thread hook;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.hook = new Thread(process::destroyForcibly, "end " + process.pid());
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a main class; its output goes to a file.
     *
     * @param flags options of the Java virtual machine
     * @param command the main class and its arguments
     */
    static JavaProcess start(List<String> flags, List<String> command, Path log) throws IOException {
        return start(classPath(), flags, command, log);
    }

    /** The same with a class path of its own. */
    static JavaProcess start(String classPath, List<String> flags, List<String> command, Path log) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(flags);
        line.addAll(List.of("-cp", classPath));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(log.toAbsolutePath().getParent().toFile());
        // as in the container: what the compiler needs at the start stays in the allocator's arenas otherwise
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        return new JavaProcess(builder.start(), log);
    }

    /** Ports of the loopback interface that were free a moment ago, all different. */
    static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Waits until {@code GET /readyz} on that port answers 200. */
    void awaitReady(int port) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IOException(
                        "ended with status " + process.exitValue() + " before it was ready:\n" + logTail());
            }
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it does not listen yet, or is too busy starting: asked again below until the limit
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("not ready within " + START_LIMIT.toSeconds() + " s:\n" + logTail());
    }

    /**
     * Bytes of the heap that are in use, counted by a full collection, during which the process stands still.
     */
    long liveHeapBytes() throws IOException {
        Process counting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String counted = new String(counting.getInputStream().readAllBytes(), UTF_8);
        return counted.lines()
                .filter(line -> line.startsWith("Total"))
                .map(line -> line.split(" +", -1)[2])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IOException("jcmd did not count the heap:\n" + counted));
    }

    ProcessMeter meter() {
        return new ProcessMeter(process.pid());
    }

    /** The last lines that the process wrote. */
    String logTail() {
        try {
            List<String> lines = Files.readString(log, UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // then the hook runs, or has run, on a process that is gone
        }
    }

    /** The class path that this class was loaded from: Maven's exec plugin keeps it in a class loader, not in a property. */
    /** What this process itself was started with. */
    static String classPath() {
        if (JavaProcess.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(JavaProcess::path)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a file on the class path: " + url, e);
        }
    }
}
