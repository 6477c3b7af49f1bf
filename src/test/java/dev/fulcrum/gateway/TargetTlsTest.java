package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.config.Authority;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets behind TLS, with authorities of their own, and such as want to know who calls them. */
class TargetTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String ANSWER = ChatJson.answer("Hello").encode();

    @TempDir
    private static Path certificates;

    private static Authority authority;
    private static Authority other;
    private static Authority.Issued model;
    private static Authority.Issued elsewhere;
    private static Authority.Issued own;

    @TempDir
    private Path home;

    private Gateway gateway;

    @BeforeAll
    static void issue() {
        authority = Authority.make(certificates, "models");
        other = Authority.make(certificates, "other");
        model = authority.issue("model");
        elsewhere = authority.issueFor("models.example");
        own = authority.issue("gateway");
    }

    @BeforeEach
    void rules() {
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Block.because( \"no squirrels\" )");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void start(String url, String tls) {
        gateway = Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: model, kind: http, url: "%s", breaker: none%s } ]
                routes: [ { name: all, models: [ "*" ], targets: [ model ], attempts: 1 } ]
                """
                        .formatted(url, tls));
    }

    private static String trusting(Authority trusted) {
        return ", tls: { ca: \"" + trusted.certificate() + "\" }";
    }

    private static ScriptedUpstream upstream() {
        return ScriptedUpstream.overTls(model.context(), false, ANSWER);
    }

    private HttpResponse<String> ask() {
        return gateway.ask("any", "hello there");
    }

    /** The one attempt behind an answer of 502. */
    private JsonObject failedAttempt() {
        HttpResponse<String> response = ask();
        assertThat(response.statusCode()).isEqualTo(502);
        return gateway.lastEntry(response).getJsonArray("attempts").getJsonObject(0);
    }

    @Test
    void answers_whenTheTargetsAuthorityIsTrusted() {
        try (ScriptedUpstream upstream = upstream()) {
            start(upstream.url(), trusting(authority));

            assertThat(ask().body()).contains("Hello");
        }
    }

    @Test
    void isUnreachable_whenAnotherAuthorityIsTrusted() {
        try (ScriptedUpstream upstream = upstream()) {
            start(upstream.url(), trusting(other));

            JsonObject attempt = failedAttempt();

            assertThat(attempt.getString("outcome")).isEqualTo("unreachable");
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void isUnreachable_whenOnlyThePlatformsAuthoritiesAreTrusted() {
        try (ScriptedUpstream upstream = upstream()) {
            start(upstream.url(), "");

            assertThat(failedAttempt().getString("outcome")).isEqualTo("unreachable");
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void isUnreachable_whenTheCertificateIsForAnotherHost() {
        try (ScriptedUpstream upstream = ScriptedUpstream.overTls(elsewhere.context(), false, ANSWER)) {
            start(upstream.url(), trusting(authority));

            assertThat(failedAttempt().getString("detail")).contains("no TLS", "127.0.0.1");
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void showsItsOwnCertificate_whenTheTargetDemandsOne() {
        try (ScriptedUpstream upstream = ScriptedUpstream.overTls(model.context(), true, ANSWER)) {
            start(
                    upstream.url(),
                    ", tls: { ca: \"%s\", certificate: \"%s\", key: \"%s\" }"
                            .formatted(authority.certificate(), own.certificate(), own.key()));

            assertThat(ask().body()).contains("Hello");
        }
    }

    @Test
    void isUnreachable_whenTheTargetDemandsACertificateAndThereIsNone() {
        try (ScriptedUpstream upstream = ScriptedUpstream.overTls(model.context(), true, ANSWER)) {
            start(upstream.url(), trusting(authority));

            JsonObject attempt = failedAttempt();

            assertThat(attempt.getString("outcome")).isEqualTo("unreachable");
            assertThat(attempt.getString("detail")).contains("no TLS");
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void theNewAuthorityIsTrusted_whenItsFileChanges() throws IOException {
        Files.copy(other.certificate(), home.resolve("ca.pem"));
        try (ScriptedUpstream upstream = upstream()) {
            start(upstream.url(), ", tls: { ca: ca.pem }");
            assertThat(ask().statusCode()).isEqualTo(502);

            Files.copy(authority.certificate(), home.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);

            await().atMost(PATIENCE).until(() -> ask().statusCode() == 200);
            JsonObject act = Audit.awaitNewest(gateway, "certificate", 1);
            assertThat(act.getString("object")).isEqualTo("targets[0].tls");
            assertThat(act.getJsonObject("details").getString("certificate")).startsWith("trusting CN=models");
        }
    }

    @Test
    void theCertificateStillHasToBeForTheHost_whenTheAuthorityChanges() throws IOException {
        Files.copy(other.certificate(), home.resolve("ca.pem"));
        try (ScriptedUpstream upstream = ScriptedUpstream.overTls(elsewhere.context(), false, ANSWER)) {
            start(upstream.url(), ", tls: { ca: ca.pem }");
            assertThat(failedAttempt().getString("detail")).contains("certification path");

            Files.copy(authority.certificate(), home.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
            Audit.awaitNewest(gateway, "certificate", 1);

            assertThat(failedAttempt().getString("detail"))
                    .contains("127.0.0.1")
                    .doesNotContain("certification path");
            assertThat(upstream.requests()).isEmpty();
        }
    }
}
