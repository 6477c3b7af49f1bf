package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while the gateway runs, are broken, mended, rolled back, and survive a restart. */
class ReloadTest {
    private static final String CONFIG =
            """
            targets: [ { name: sim, kind: simulated, character: balanced } ]
            routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
            """;

    @TempDir
    private Path home;

    private Gateway gateway;
    private Path rule;

    @BeforeEach
    void start() {
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Block.because( \"first\" )");
        rule = home.resolve("rules/request/one.drl");
        gateway = Gateway.startWithOwnRules(home, CONFIG);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String message() {
        HttpResponse<String> response = gateway.ask("any", "a squirrel");
        JsonObject error = new JsonObject(response.body()).getJsonObject("error");
        return error == null ? "" : error.getString("message");
    }

    private void edit(String from, String to) throws IOException {
        Files.writeString(rule, Files.readString(rule).replace(from, to));
    }

    @Test
    void comesIntoForceByItself_whenAFileChanges() throws IOException {
        String before = gateway.app().revision();
        edit("first", "第二");

        await().atMost(Duration.ofSeconds(10)).until(() -> message().equals("第二"));
        assertThat(gateway.app().revision()).isNotEqualTo(before);
    }

    @Test
    void keepsTheOldRevision_whenTheBundleIsBroken_untilItIsMended() throws IOException {
        String before = gateway.app().revision();
        edit("@owner( \"tests\" )", "");

        HttpResponse<String> refused = gateway.admin("POST", "/reload", "{}");
        assertThat(refused.statusCode()).isEqualTo(422);
        JsonObject problem = new JsonObject(refused.body())
                .getJsonObject("error")
                .getJsonArray("problems")
                .getJsonObject(0);
        assertThat(problem.getString("file")).endsWith("one.drl");
        assertThat(problem.getInteger("line")).isPositive();
        assertThat(problem.getString("what")).contains("@owner is missing");
        assertThat(message()).isEqualTo("first");
        assertThat(gateway.app().revision()).isEqualTo(before);

        edit("because( \"first\" )", "because( \"mended\" )");
        edit("@lowers", "@owner( \"tests\" ) @lowers");
        assertThat(gateway.admin("POST", "/reload", "{}").statusCode()).isEqualTo(200);
        assertThat(message()).isEqualTo("mended");
        assertThat(gateway.admin("GET", "/audit", "").body()).contains("reload-refused");
    }

    @Test
    void returnsAtOnce_whenAnEarlierRevisionIsActivated_andStaysAcrossARestart() throws IOException {
        String first = gateway.app().revision();
        edit("first", "second");
        gateway.admin("POST", "/reload", "{}");
        String second = gateway.app().revision();
        assertThat(message()).isEqualTo("second");

        HttpResponse<String> activated =
                gateway.admin("POST", "/revisions/" + first + "/activate", "{\"why\":\"too strict\"}");
        assertThat(activated.statusCode()).isEqualTo(200);
        assertThat(message()).isEqualTo("first");
        assertThat(gateway.admin("GET", "/revisions", "").body()).contains(first, second);

        gateway.close();
        gateway = Gateway.startWithOwnRules(home, CONFIG);
        assertThat(gateway.app().revision())
                .as("the operator's choice outlives a restart")
                .isEqualTo(first);
        assertThat(message()).isEqualTo("first");
        edit("second", "third");
        await().atMost(Duration.ofSeconds(10)).until(() -> message().equals("third"));
    }

    @Test
    void goesOnWithTheLastRevision_whenItStartsWithABrokenBundle() throws IOException {
        String first = gateway.app().revision();
        gateway.close();
        edit("insert(", "inzert(");

        gateway = Gateway.startWithOwnRules(home, CONFIG);

        assertThat(gateway.app().revision()).isEqualTo(first);
        assertThat(message()).isEqualTo("first");
    }

    @Test
    void isUnknown_whenARevisionWasNeverInForce() {
        assertThat(gateway.admin("POST", "/revisions/abcdef012345/activate", "{}")
                        .statusCode())
                .isEqualTo(404);
    }
}
