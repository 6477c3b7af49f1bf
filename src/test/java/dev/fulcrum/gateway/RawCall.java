package dev.fulcrum.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that are sent to a gateway as they are.
 *
 * @param text one byte a character
 */
record RawCall(int port, String text) {

    /** Everything that comes back until the gateway closes. */
    String answer() {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("the gateway neither answered nor closed, but said: " + answer, e);
        }
    }
}
