package dev.fulcrum.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service outside on this machine that behaves as it is told, and remembers what it was asked. */
public final class ExternalServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;

    /** What it does with one call. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(HttpExchange call) throws IOException;
    }

    public ExternalServer(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/look", this::handle);
        server.start();
    }

    private void handle(HttpExchange call) throws IOException {
        questions.add(new String(call.getRequestBody().readAllBytes(), UTF_8));
        keys.add(String.valueOf(call.getRequestHeaders().getFirst("authorization")));
        behaviour.answer(call);
        call.close();
    }

    public void behave(Behaviour next) {
        behaviour = next;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/look");
    }

    public List<String> questions() {
        return questions;
    }

    List<String> keys() {
        return keys;
    }

    public static Behaviour says(int status, String body) {
        return call -> {
            byte[] bytes = body.getBytes(UTF_8);
            call.sendResponseHeaders(status, bytes.length);
            call.getResponseBody().write(bytes);
        };
    }

    /** Promises more than it sends, then hangs up. */
    static Behaviour cutsOff(String body) {
        return call -> {
            call.sendResponseHeaders(200, body.length() + 100L);
            call.getResponseBody().write(body.getBytes(UTF_8));
            call.getResponseBody().flush();
        };
    }

    /** Sends the head and nothing else as long as the test runs. */
    Behaviour stalls() {
        return call -> {
            call.sendResponseHeaders(200, 100);
            waitForEnd();
        };
    }

    /** Says nothing as long as the test runs. */
    public Behaviour isSilent() {
        return call -> waitForEnd();
    }

    private void waitForEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
