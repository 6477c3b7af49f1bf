package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.config.Authority;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of the gateway that change while it runs. */
class CertificateChangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    private static Path certificates;

    private static Authority authority;
    private static Authority other;
    private static Authority.Issued first;
    private static Authority.Issued second;

    @TempDir
    private Path home;

    private final LogLines log = LogLines.open();
    private Path certificate;
    private Path key;
    private Path clients;
    private Gateway gateway;

    @BeforeAll
    static void issue() {
        authority = Authority.make(certificates, "bank");
        other = Authority.make(certificates, "other");
        first = authority.issue("first");
        second = authority.issue("second");
    }

    @BeforeEach
    void write() throws IOException {
        certificate = home.resolve("front.pem");
        key = home.resolve("front.key.pem");
        clients = home.resolve("clients.pem");
        put(first);
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Block.because( \"no squirrels\" )");
    }

    private void start(String clientCa) {
        gateway = Gateway.startWithOwnRules(
                home,
                """
                server: { host: 127.0.0.1, port: 0, tls: { certificate: front.pem, key: front.key.pem%s } }
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                """
                        .formatted(clientCa));
    }

    @AfterEach
    void stop() {
        gateway.close();
        log.close();
    }

    private void put(Authority.Issued issued) throws IOException {
        Files.copy(issued.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(issued.key(), key, StandardCopyOption.REPLACE_EXISTING);
    }

    private String shown() {
        return TlsConnection.shown(gateway.app().port(), authority.client());
    }

    @Test
    void newConnectionsSeeTheNewOne_andOldOnesGoOn_whenTheFilesChange() throws IOException {
        start("");
        try (TlsConnection old = TlsConnection.open(gateway.app().port(), authority.client())) {
            assertThat(old.shown()).isEqualTo("CN=first");
            assertThat(old.get("/healthz")).startsWith("HTTP/1.1 200");

            put(second);

            await().atMost(PATIENCE).until(() -> shown().equals("CN=second"));
            assertThat(old.ask("any", "What are your opening hours?")).startsWith("HTTP/1.1 200");
        }
        JsonObject act = Audit.awaitNewest(gateway, "certificate", 1);
        assertThat(act.getString("object")).isEqualTo("server.tls");
        assertThat(act.getString("who")).isEqualTo("fulcrum");
        assertThat(act.getJsonObject("details").getString("certificate"))
                .contains("CN=second")
                .contains("until");
        assertThat(log.tell("server.tls has other certificates", "CN=second")).isTrue();
    }

    @Test
    void theOldOneStays_whenTheNewOneIsBroken_untilItIsMended() throws IOException {
        start("");
        Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n");

        await().atMost(PATIENCE).until(() -> log.tell("stay as they were", "front.pem", "cannot be read"));
        assertThat(shown()).isEqualTo("CN=first");
        assertThat(Audit.acts(gateway, "certificate")).isEmpty();

        put(second);
        await().atMost(PATIENCE).until(() -> shown().equals("CN=second"));
    }

    @Test
    void clientsOfAnotherAuthorityGetIn_whenTheirsIsPutInTheFile() throws IOException {
        Files.copy(other.certificate(), clients);
        start(", client-ca: clients.pem");
        SSLContext client = second.context();
        assertThatThrownBy(() -> health(client)).isInstanceOf(IOException.class);

        Files.copy(authority.certificate(), clients, StandardCopyOption.REPLACE_EXISTING);

        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).until(() -> health(client)
                .startsWith("HTTP/1.1 200"));
        assertThatThrownBy(() -> health(authority.client()))
                .as("without a certificate")
                .isInstanceOf(IOException.class);
        JsonObject act = Audit.awaitNewest(gateway, "certificate", 1);
        assertThat(act.getString("object")).isEqualTo("server.tls");
        assertThat(act.getJsonObject("details").getString("certificate")).contains("trusting CN=bank");
    }

    private String health(SSLContext client) throws IOException {
        try (TlsConnection connection = TlsConnection.open(gateway.app().port(), client)) {
            return connection.get("/healthz");
        }
    }
}
