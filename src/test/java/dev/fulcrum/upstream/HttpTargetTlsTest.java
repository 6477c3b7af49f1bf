package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Attempt.Outcome;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTargetTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    private final Caller caller = new Caller();

    @BeforeAll
    static void createCertificate() throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore().toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private static Path keystore() {
        return directory.resolve("server.p12");
    }

    @AfterEach
    void close() {
        caller.close();
    }

    private static LyingServer server() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        ServerSocket listener =
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new LyingServer(listener, "https", LyingServer.serving("{}"));
    }

    private HttpTarget trusting(LyingServer server, String host) {
        PfxOptions trusted = new PfxOptions().setPath(keystore().toString()).setPassword(PASSWORD);
        return new HttpTarget(caller.vertx(), HttpTargets.patient(server.url(host, "")), options -> {
            options.setTrustOptions(trusted);
            return options;
        });
    }

    @Test
    void answered_whenTheCertificateIsTrustedAndNamesTheHost() throws Exception {
        try (LyingServer server = server()) {
            assertThat(caller.ask(trusting(server, "localhost"), "{}").text()).isEqualTo("{}");
        }
    }

    @Test
    void unreachable_whenTheCertificateNamesAnotherHost() throws Exception {
        try (LyingServer server = server()) {
            UpstreamFailure failure = caller.failure(trusting(server, "127.0.0.1"), Caller.chat("{}"));
            assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(failure.detail()).contains("TLS").contains("127.0.0.1");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void unreachable_whenTheCertificateIsNotTrusted() throws Exception {
        try (LyingServer server = server()) {
            HttpTarget target = new HttpTarget(caller.vertx(), HttpTargets.patient(server.url("localhost", "")));
            UpstreamFailure failure = caller.failure(target, Caller.chat("{}"));
            assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(failure.detail()).contains("TLS").contains("certification path");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void timeout_whenTheHandshakeIsNotTakenUp() throws Exception {
        try (LyingServer silent = new LyingServer(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "https", LyingServer.Connection::hold)) {
            HttpTarget target =
                    new HttpTarget(caller.vertx(), HttpTargets.withConnect(silent.url(), Duration.ofMillis(300), 4));
            assertThat(caller.failure(target, Caller.chat("{}")).outcome()).isEqualTo(Outcome.TIMEOUT);
        }
    }

    @Test
    void unreachable_whenTheServerSpeaksNoTls() throws Exception {
        try (LyingServer plain = new LyingServer(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                "https",
                connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            HttpTarget target = new HttpTarget(caller.vertx(), HttpTargets.patient(plain.url()));
            UpstreamFailure failure = caller.failure(target, Caller.chat("{}"));
            assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
        }
    }
}
