package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.ledger.Database;
import dev.fulcrum.ledger.TokenRole;
import dev.fulcrum.ledger.TokenStore;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators ask for and the gateway cannot do is refused, and never looks as if it had been done. */
class AdminActsTest {
    private static final String CONFIG =
            """
            targets: [ { name: sim, kind: simulated, character: balanced } ]
            routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
            """;

    @TempDir
    private Path home;

    private Gateway gateway;

    @BeforeEach
    void start() {
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Handoff.to( \"wealth\" )");
        gateway = Gateway.startWithOwnRules(home, CONFIG);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String token(String name, TokenRole role) {
        try (Database database = Database.open(home.resolve("data/fulcrum.db"))) {
            TokenStore tokens = new TokenStore(database.readers(), Clock.systemUTC());
            return ((TokenStore.Created) database.writer().inTransaction(handle -> tokens.create(handle, name, role)))
                    .secret();
        }
    }

    private void revoke(String name) {
        try (Database database = Database.open(home.resolve("data/fulcrum.db"))) {
            TokenStore tokens = new TokenStore(database.readers(), Clock.systemUTC());
            boolean revoked = database.writer()
                    .inTransaction(handle -> tokens.revoke(handle, name).isPresent());
            assertThat(revoked).isTrue();
        }
    }

    private static JsonObject off() {
        return new JsonObject().put("mode", "off").put("why", "tests");
    }

    @Test
    void switchIsRefused_whenItNamesAnAppThatIsNotThere() {
        HttpResponse<String> refused = gateway.switchRule("request/one", off().put("apps", List.of("locl")));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("locl").contains("did you mean `local`?");
        assertThat(gateway.switchRule("request/one", off().put("apps", List.of("local")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void switchIsRefused_whenItsEndIsPastAllCalendars() {
        for (String until : List.of(
                "+999999999-12-31T23:59:59Z",
                "10000-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z")) {
            assertThat(gateway.switchRule("request/one", off().put("until", until))
                            .statusCode())
                    .as(until)
                    .isEqualTo(400);
        }
    }

    @Test
    void callIsRefused_whenAParameterOrFieldIsNotKnown() {
        for (String path : List.of(
                "/exchanges?ap=wallet",
                "/exchanges?limit=1&limit=2",
                "/exchanges?before=0",
                "/audit?limt=5",
                "/cases?stat=open",
                "/rules?x=1",
                "/revisions?limit=3",
                "/risks?all")) {
            HttpResponse<String> refused = gateway.admin("GET", path, "");
            assertThat(refused.statusCode()).as(path + refused.body()).isEqualTo(400);
        }
        assertThat(gateway.admin("GET", "/exchanges?limt=5", "").body()).contains("did you mean `limit`?");
        assertThat(gateway.admin("POST", "/reload", "{\"wy\":\"typo\"}").statusCode())
                .isEqualTo(400);
        assertThat(gateway.admin("POST", "/reload?force=true", "{}").statusCode())
                .isEqualTo(400);
        assertThat(gateway.admin("GET", "/exchanges?limit=5&app=local", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void caseIsTakenOver_whenItsReviewersTokenIsRevoked() {
        HttpResponse<String> handed = gateway.ask("m", "a squirrel");
        String id = handed.headers().firstValue("x-fulcrum-case").orElseThrow();
        String li = token("li", TokenRole.REVIEWER);
        String wang = token("wang", TokenRole.REVIEWER);
        assertThat(gateway.adminAs(li, "POST", "/cases/" + id + "/claim", "{}").statusCode())
                .isEqualTo(200);
        assertThat(gateway.adminAs(wang, "POST", "/cases/" + id + "/claim", "{}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(gateway.adminAs(wang, "POST", "/cases/" + id + "/claim", "{\"takeOver\":true}")
                        .statusCode())
                .isEqualTo(403);

        revoke("li");

        assertThat(gateway.adminAs(wang, "POST", "/cases/" + id + "/claim", "{}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.admin("POST", "/cases/" + id + "/claim", "{\"takeOver\":true}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.admin("POST", "/cases/" + id + "/release", "{}").statusCode())
                .isEqualTo(200);
        assertThat(gateway.admin("GET", "/audit", "").body())
                .contains("case-take-over")
                .contains("\"from\":\"li\"")
                .contains("\"from\":\"wang\"");
    }

    @Test
    void addressHasToWait_whenItsTokensAreWrongAgainAndAgain() {
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.adminAs("ful_wrong" + i, "GET", "/rules", "").statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> refused = gateway.adminAs("ful_wrong", "GET", "/rules", "");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(gateway.admin("GET", "/rules", "").statusCode())
                .as("who has a token is served")
                .isEqualTo(200);
    }

    @Test
    void metricsAreRefused_whenTheHostIsNoLoopback() throws IOException {
        assertThat(metricsAs("evil.example")).startsWith("HTTP/1.1 403");
        assertThat(metricsAs("localhost.evil.example:8081")).startsWith("HTTP/1.1 403");
        assertThat(metricsAs("localhost:8081")).startsWith("HTTP/1.1 200");
        assertThat(metricsAs("[::1]")).startsWith("HTTP/1.1 200");
    }

    private String metricsAs(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.app().adminPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET /metrics HTTP/1.1\r\nhost: " + host + "\r\nconnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
