package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.config.Authority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listening with TLS. */
class ServerTlsTest {
    private static final String HANDSHAKES = "fulcrum_connections_refused_total{reason=\"handshake\"} ";

    @TempDir
    private static Path certificates;

    private static Authority authority;
    private static Authority stranger;
    private static Authority.Issued front;

    @TempDir
    private Path home;

    private Gateway gateway;

    @BeforeAll
    static void issue() {
        authority = Authority.make(certificates, "bank");
        stranger = Authority.make(certificates, "stranger");
        front = authority.issue("front");
    }

    @BeforeEach
    void rules() {
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Block.because( \"no squirrels\" )");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** A gateway whose front listens with TLS. */
    private void start() {
        start("10s");
    }

    private void start(String requestTime) {
        gateway = Gateway.startWithOwnRules(
                home,
                """
                limits: { request-time: %s }
                server: { host: 127.0.0.1, port: 0, tls: { certificate: "%s", key: "%s" } }
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                """
                        .formatted(requestTime, front.certificate(), front.key()));
    }

    private TlsConnection open(SSLContext client, String... versions) throws IOException {
        return TlsConnection.open(gateway.app().port(), client, versions);
    }

    private void awaitRefusedHandshakes(int count) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(gateway.metrics()).contains(HANDSHAKES + count + ".0"));
    }

    @Test
    void answersOverTls_whenTheClientTrustsTheCertificate() throws IOException, InterruptedException {
        start();
        HttpClient client =
                HttpClient.newBuilder().sslContext(authority.client()).build();
        String url = "https://localhost:" + gateway.app().port() + "/v1/chat/completions";
        HttpRequest question = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Gateway.chat("any", "What are your opening hours?", true)
                        .encode()))
                .build();

        HttpResponse<String> response = client.send(question, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(response.body()).contains("data: [DONE]");
        assertThat(gateway.lastEntry(response).getString("outcome")).isEqualTo("answered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void answersOneCallAfterAnother_inBothVersions(String version) throws IOException {
        start();
        try (TlsConnection connection = open(authority.client(), version)) {
            assertThat(connection.version()).isEqualTo(version);
            assertThat(connection.ask("any", "What are your opening hours?"))
                    .startsWith("HTTP/1.1 200")
                    .contains("x-fulcrum-outcome: answered");
            assertThat(connection.ask("any", "a squirrel"))
                    .startsWith("HTTP/1.1 400")
                    .contains("no squirrels");
        }
    }

    @Test
    void refusesTwoLengths_overTlsToo() throws IOException {
        start();
        try (TlsConnection connection = open(authority.client())) {
            assertThat(connection.call("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n"
                            + "content-length: 2\r\ncontent-length: 3\r\n\r\n{}"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void closesWithoutAnAnswer_whenTheClientSpeaksNoTls() {
        start();

        String answer = said("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(answer).doesNotContain("HTTP/");
        awaitRefusedHandshakes(1);
    }

    @Test
    void closes_whenTheClientBeginsNoHandshake() {
        start("500ms");

        assertThat(said(new byte[0])).isEmpty();
        awaitRefusedHandshakes(1);
    }

    /** A client that offers TLS 1.1 at most, which Java's own cannot be: the greeting of RFC 4346, by hand. */
    @Test
    void refusesTheVersion_whenTheClientOffersTls11() {
        start();
        String random = "ab".repeat(32);
        String suites = "0004" + "c013" + "002f";
        String body = "0302" + random + "00" + suites + "0100";
        String hello = "01" + "%06x".formatted(body.length() / 2) + body;
        String record = "160301" + "%04x".formatted(hello.length() / 2) + hello;

        String answer =
                HexFormat.of().formatHex(said(HexFormat.of().parseHex(record)).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer)
                .as("a fatal alert, protocol_version")
                .startsWith("1503")
                .endsWith("00020246");
        awaitRefusedHandshakes(1);
    }

    @Test
    void countsTheHandshake_whenTheClientDoesNotTrustTheCertificate() {
        start();

        assertThatThrownBy(() -> open(stranger.client())).isInstanceOf(SSLException.class);

        awaitRefusedHandshakes(1);
    }

    /** What the gateway says to bytes until it closes, one character a byte. */
    private String said(byte[] bytes) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", gateway.app().port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            socket.getInputStream().transferTo(answer);
        } catch (SocketException reset) {
            // closed in the other way
        } catch (IOException e) {
            throw new AssertionError("the gateway did not close", e);
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }
}
