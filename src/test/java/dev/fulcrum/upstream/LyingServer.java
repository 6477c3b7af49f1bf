package dev.fulcrum.upstream;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of raw sockets that does what its scripts say, HTTP or not. One script a connection; the last one repeats. */
final class LyingServer implements AutoCloseable {

    /** What happens on one connection; the connection is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void play(Connection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final String scheme;
    private final List<Script> scripts;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger closedByClient = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    LyingServer(Script... scripts) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http", scripts);
    }

    LyingServer(ServerSocket listener, String scheme, Script... scripts) {
        this.listener = listener;
        this.scheme = scheme;
        this.scripts = List.of(scripts);
        thread(this::accept);
    }

    /** Reads one request and answers it with these bytes; then waits for the client to close. */
    static Script answering(String answer) {
        return connection -> {
            connection.read();
            connection.write(answer);
            connection.awaitClose();
        };
    }

    /** Answers every request on the connection. */
    static Script serving(String body) {
        return connection -> {
            while (connection.read() != null) {
                connection.write(ok(body));
            }
        };
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    URI url() {
        return url("127.0.0.1", "");
    }

    URI url(String host, String path) {
        return URI.create(scheme + "://" + host + ":" + listener.getLocalPort() + path);
    }

    int accepted() {
        return accepted.get();
    }

    int closedByClient() {
        return closedByClient.get();
    }

    List<Received> received() {
        return received;
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                int number = accepted.getAndIncrement();
                Script script = scripts.get(Math.min(number, scripts.size() - 1));
                thread(() -> play(socket, script));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void play(Socket socket, Script script) {
        try (socket) {
            script.play(new Connection(socket));
        } catch (IOException | InterruptedException over) {
            // the client closed, or the test is over
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "lying-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /**
     * A request as it came.
     *
     * @param head request line and headers
     */
    record Received(String head, Buffer body) {
        String line() {
            return head.substring(0, head.indexOf('\r'));
        }

        /** The header's value; null when it did not come. */
        String header(String name) {
            for (String line : head.split("\r\n", -1)) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return null;
        }
    }

    /** The server's end of a connection. */
    final class Connection {
        private final Socket socket;
        private final InputStream in;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
        }

        /** The next request; null when the client has closed. */
        Received read() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = readByte();
                if (next < 0) {
                    return null;
                }
                head.write(next);
            }
            Received request = new Received(head.toString(StandardCharsets.ISO_8859_1), Buffer.buffer());
            String length = request.header("content-length");
            byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
            Received whole = new Received(request.head(), Buffer.buffer(body));
            received.add(whole);
            return whole;
        }

        private int readByte() throws IOException {
            int next;
            try {
                next = in.read();
            } catch (SocketException reset) {
                next = -1;
            }
            if (next < 0) {
                closedByClient.incrementAndGet();
            }
            return next;
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Reads until the client closes; the bytes read. */
        long awaitClose() throws IOException {
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            try {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    bytes += read;
                }
            } catch (SocketException reset) {
                // closed in the other way
            }
            closedByClient.incrementAndGet();
            return bytes;
        }

        /** Says that nothing more will come, and waits for the client to close as well. */
        void finish() throws IOException {
            socket.shutdownOutput();
            awaitClose();
        }

        void close() throws IOException {
            socket.close();
        }

        /** Closes with a reset instead of an orderly end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Keeps the connection open, silent, until the test is over. */
        void hold() throws InterruptedException {
            end.await();
        }
    }
}
