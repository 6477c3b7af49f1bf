package dev.fulcrum.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One connection over TLS to a gateway on this machine, which stays open for one call after another. */
final class TlsConnection implements AutoCloseable {
    private final SSLSocket socket;

    private TlsConnection(SSLSocket socket) {
        this.socket = socket;
    }

    /**
     * Connects and shakes hands, as a client that holds the server's certificate against the host that it called.
     *
     * @throws IOException when the handshake fails; with TLS 1.3 a client that is refused may learn so only at its first call
     */
    static TlsConnection open(int port, SSLContext client, String... versions) throws IOException {
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("localhost", port);
        try {
            socket.setSoTimeout(15_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            if (versions.length > 0) {
                socket.setEnabledProtocols(versions);
            }
            socket.startHandshake();
            return new TlsConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Whose certificate a new connection is shown. */
    static String shown(int port, SSLContext client) {
        try (TlsConnection connection = open(port, client)) {
            return connection.shown();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whose certificate the server showed, such as {@code CN=front}. */
    String shown() throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    String version() {
        return socket.getSession().getProtocol();
    }

    /** The answer to a GET, head and body. */
    String get(String path, String... headers) throws IOException {
        return call("GET " + path + " HTTP/1.1\r\n" + lines(headers) + "\r\n");
    }

    /** The answer to a model's question, head and body. */
    String ask(String model, String question, String... headers) throws IOException {
        String body = Gateway.chat(model, question, false).encode();
        return call("POST /v1/chat/completions HTTP/1.1\r\n" + lines(headers)
                + "content-type: application/json\r\ncontent-length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    private static String lines(String... headers) {
        StringBuilder lines = new StringBuilder("host: localhost\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            lines.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return lines.toString();
    }

    /** Sends bytes as they are; the answer, which has to tell its length. */
    String call(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return text + new String(in.readNBytes(length(text)), StandardCharsets.UTF_8);
    }

    private static int length(String head) {
        return head.lines()
                .filter(it -> it.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(it -> Integer.parseInt(it.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
