package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.config.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in where clients prove themselves with certificates. */
class ClientCertificatesTest {
    private static final String HANDSHAKES = "fulcrum_connections_refused_total{reason=\"handshake\"} ";

    @TempDir
    private static Path certificates;

    private static Authority authority;
    private static Authority stranger;
    private static Authority.Issued front;
    private static Authority.Issued app;

    @TempDir
    private Path home;

    private Gateway gateway;

    @BeforeAll
    static void issue() {
        authority = Authority.make(certificates, "bank");
        stranger = Authority.make(certificates, "stranger");
        front = authority.issue("front");
        app = authority.issue("app");
    }

    @BeforeEach
    void rules() {
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Block.because( \"no squirrels\" )");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void start(String clients) {
        start("server", clients);
    }

    /** A gateway one of whose two sides speaks TLS. */
    private void start(String side, String clients) {
        gateway = Gateway.startWithOwnRules(
                home,
                """
                %s: { host: 127.0.0.1, port: 0, tls: { certificate: "%s", key: "%s"%s } }
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                """
                        .formatted(side, front.certificate(), front.key(), clients));
    }

    private static String clientsOf(Authority clients) {
        return ", client-ca: \"" + clients.certificate() + "\"";
    }

    private void awaitRefusedHandshakes(int count) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(gateway.metrics()).contains(HANDSHAKES + count + ".0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void letsInOnlyThoseThatProveThemselves_whenClientsHaveTo(String version) throws IOException {
        start(clientsOf(authority));

        assertThatThrownBy(() -> answerTo(authority.client(), version)).isInstanceOf(IOException.class);
        awaitRefusedHandshakes(1);
        assertThat(answerTo(app.context(), version)).startsWith("HTTP/1.1 200");
        assertThat(gateway.metrics()).contains(HANDSHAKES + "1.0");
    }

    @Test
    void refusesTheClient_whenAnotherAuthorityIssuedItsCertificate() {
        start(clientsOf(stranger));

        assertThatThrownBy(() -> answerTo(app.context(), "TLSv1.3")).isInstanceOf(IOException.class);

        awaitRefusedHandshakes(1);
    }

    @Test
    void letsInBoth_whenClientsMayProveThemselves() throws IOException {
        start(clientsOf(authority) + ", client-certificates: optional");

        assertThat(answerTo(authority.client(), "TLSv1.3")).startsWith("HTTP/1.1 200");
        assertThat(answerTo(app.context(), "TLSv1.3")).startsWith("HTTP/1.1 200");
        assertThat(gateway.metrics()).doesNotContain(HANDSHAKES + "1.0");
    }

    @Test
    void servesOperatorsOverTls_whenTheAdminSideHasIt() throws IOException {
        start("admin", clientsOf(authority));
        int port = gateway.app().adminPort();

        try (TlsConnection operator = TlsConnection.open(port, app.context())) {
            assertThat(operator.get("/admin/v1/audit", "authorization", "Bearer " + gateway.token()))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"acts\"");
            assertThat(operator.get("/admin/v1/audit")).startsWith("HTTP/1.1 401");
        }
        assertThatThrownBy(() -> {
                    try (TlsConnection nobody = TlsConnection.open(port, authority.client())) {
                        nobody.get("/metrics");
                    }
                })
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> gateway.metrics()).as("in the clear").isInstanceOf(UncheckedIOException.class);
    }

    private String answerTo(SSLContext client, String version) throws IOException {
        try (TlsConnection connection = TlsConnection.open(gateway.app().port(), client, version)) {
            return connection.ask("any", "What are your opening hours?");
        }
    }
}
