package dev.fulcrum.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A model endpoint that answers each connection's first request as a script says, lies included, and keeps what it was sent. */
final class ScriptedUpstream implements AutoCloseable {

    /** What to do with a connection whose request has been read. */
    @FunctionalInterface
    interface Script {
        void play(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final String scheme;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger closedByPeer = new AtomicInteger();

    ScriptedUpstream(Script script) {
        this(listening(), "http", script);
    }

    private ScriptedUpstream(ServerSocket server, String scheme, Script script) {
        this.server = server;
        this.scheme = scheme;
        this.script = script;
        start("accept", this::accept);
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Answers with one JSON text over TLS.
     *
     * @param shown its certificate, and whom it trusts
     * @param demanding whether clients have to show a certificate
     */
    static ScriptedUpstream overTls(SSLContext shown, boolean demanding, String body) {
        try {
            SSLServerSocket server = (SSLServerSocket)
                    shown.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server.setNeedClientAuth(demanding);
            return new ScriptedUpstream(server, "https", (socket, out) -> write(out, 200, "application/json", body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with one JSON text. */
    static ScriptedUpstream answering(int status, String contentType, String body) {
        return new ScriptedUpstream((socket, out) -> write(out, status, contentType, body));
    }

    /** Answers with a stream that ends with the connection. */
    static ScriptedUpstream streaming(String events) {
        return new ScriptedUpstream((socket, out) -> {
            streamHead(out);
            raw(out, events);
        });
    }

    /** Streams one event after another. */
    static ScriptedUpstream slowly(String events) {
        return new ScriptedUpstream((socket, out) -> {
            streamHead(out);
            for (String event : events.split("(?<=\n\n)", -1)) {
                raw(out, event);
                Thread.sleep(30);
            }
        });
    }

    /** Streams the end only when the caller has read of the beginning. */
    static ScriptedUpstream halting(String beginning, String end, CountDownLatch read) {
        return new ScriptedUpstream((socket, out) -> {
            streamHead(out);
            raw(out, beginning);
            if (read.await(20, TimeUnit.SECONDS)) {
                raw(out, end);
            }
        });
    }

    static void streamHead(OutputStream out) throws IOException {
        raw(out, "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
    }

    static void write(OutputStream out, int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        raw(
                out,
                "HTTP/1.1 " + status + " Status\r\ncontent-type: " + contentType + "\r\ncontent-length: " + bytes.length
                        + "\r\nconnection: close\r\n\r\n" + body);
    }

    static void raw(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    String url() {
        return scheme + "://127.0.0.1:" + server.getLocalPort();
    }

    /** Heads and bodies as they came. */
    List<String> requests() {
        return requests;
    }

    /** How many connections the gateway closed while the script was still playing. */
    int closedByPeer() {
        return closedByPeer.get();
    }

    /** Notes that a script saw its connection go. */
    void sawPeerClose() {
        closedByPeer.incrementAndGet();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                start("serve", () -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            requests.add(readRequest(socket.getInputStream()));
            script.play(socket, socket.getOutputStream());
        } catch (IOException e) {
            closedByPeer.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String readRequest(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int length = -1;
        int headEnd = -1;
        while (headEnd < 0 || bytes.size() < headEnd + length) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the gateway closed before its request was whole");
            }
            bytes.write(b);
            if (headEnd < 0 && b == '\n') {
                String head = bytes.toString(StandardCharsets.ISO_8859_1);
                if (head.endsWith("\r\n\r\n")) {
                    headEnd = bytes.size();
                    length = head.lines()
                            .filter(it -> it.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                            .mapToInt(it -> Integer.parseInt(it.substring(15).strip()))
                            .findFirst()
                            .orElse(0);
                }
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "scripted-upstream-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
