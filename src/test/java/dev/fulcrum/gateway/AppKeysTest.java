package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.proxy.Callers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of applications that change while the gateway runs. */
class AppKeysTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String REST =
            """
            policy: { rules: rules, risks: risks.yaml, reload: %s }
            targets: [ { name: sim, kind: simulated, character: balanced } ]
            routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
            """;

    @TempDir
    private Path home;

    private final LogLines log = LogLines.open();
    private Gateway gateway;

    @BeforeEach
    void rules() {
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Block.because( \"no squirrels\" )");
    }

    @AfterEach
    void stop() {
        gateway.close();
        log.close();
    }

    private void start(boolean reload) {
        gateway = Gateway.startWithOwnRules(home, apps("shop-old", "bank") + REST.formatted(reload));
    }

    /** The section for the app `shop` with one key, and for another app with the key `bank-key`. */
    private static String apps(String shopKey, String other) {
        return """
                apps:
                  - { name: shop, keys: [ "%s" ] }
                  - { name: %s, keys: [ "%s" ] }
                """
                .formatted(Callers.hash(shopKey), other, Callers.hash("bank-key"));
    }

    private void edit(String from, String to) throws IOException {
        Path file = home.resolve("fulcrum.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private int status(String key) {
        return ask(key).statusCode();
    }

    private HttpResponse<String> ask(String key) {
        return gateway.post(
                "/v1/chat/completions",
                Gateway.chat("any", "What are your opening hours?", false).encode(),
                "authorization",
                "Bearer " + key);
    }

    private JsonObject reload() {
        return new JsonObject(gateway.admin("POST", "/reload", "{\"why\":\"the old one leaked\"}")
                .body());
    }

    @Test
    void theNewKeyWorksAndTheOldOneDoesNot_whenTheFileChanges() throws IOException {
        start(true);
        assertThat(status("shop-old")).isEqualTo(200);
        assertThat(status("shop-new")).isEqualTo(401);

        edit(Callers.hash("shop-old"), Callers.hash("shop-new"));

        await().atMost(PATIENCE).until(() -> status("shop-new") == 200);
        HttpResponse<String> refused = ask("shop-old");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("invalid_api_key").doesNotContain("shop-old");
        assertThat(status("bank-key")).isEqualTo(200);
        JsonObject act = Audit.awaitNewest(gateway, "keys", 1);
        assertThat(act.getString("object")).isEqualTo("shop");
        assertThat(act.getJsonObject("details").getString("shop")).isEqualTo("1 keys, 1 added, 1 removed");
        assertThat(gateway.admin("GET", "/audit", "").body() + log.all())
                .doesNotContain("shop-new", "shop-old", Callers.hash("shop-new"), Callers.hash("shop-old"));
    }

    @Test
    void aKeyIsTakenBack_whenTheFileChangesWhileTheGatewayStarts() {
        GatewayConfig read = GatewayHome.configure(home, apps("shop-old", "bank") + REST.formatted(true));
        GatewayHome.configure(home, apps("shop-new", "bank") + REST.formatted(true));
        gateway = Gateway.start(home, read, Clock.systemUTC());

        await().atMost(PATIENCE).until(() -> status("shop-new") == 200);
        assertThat(status("shop-old")).isEqualTo(401);
    }

    @Test
    void aChangeHoldsAtOnce_whenAnOperatorReloads() throws IOException {
        start(false);
        String both = Callers.hash("shop-old") + "\", \"" + Callers.hash("shop-new");
        edit(Callers.hash("shop-old"), both);
        assertThat(status("shop-new")).isEqualTo(401);

        JsonObject answer = reload();

        assertThat(answer.encode()).contains("shop").doesNotContain("sha256");
        assertThat(status("shop-new")).isEqualTo(200);
        assertThat(status("shop-old")).isEqualTo(200);
        JsonObject act = Audit.awaitNewest(gateway, "keys", 1);
        assertThat(act.getString("who")).isEqualTo("first");
        assertThat(act.getString("why")).isEqualTo("the old one leaked");
        assertThat(act.getJsonObject("details").getString("shop")).isEqualTo("2 keys, 1 added, 0 removed");
    }

    @Test
    void itsKeyIsRefused_whenAWholeAppIsRemoved_untilItReturns() throws IOException {
        start(false);
        String bank = "  - { name: bank, keys: [ \"" + Callers.hash("bank-key") + "\" ] }\n";
        edit(bank, "");
        reload();
        assertThat(status("bank-key")).isEqualTo(401);
        assertThat(status("shop-old")).isEqualTo(200);

        edit("apps:\n", "apps:\n" + bank);
        reload();
        assertThat(status("bank-key")).isEqualTo(200);
        assertThat(Audit.acts(gateway, "keys")).hasSize(2);
    }

    @Test
    void nobodyGetsIn_whenAllAppsAreRemoved() throws IOException {
        start(false);
        edit(apps("shop-old", "bank"), "");
        reload();

        assertThat(status("shop-old")).isEqualTo(401);
        assertThat(status("bank-key")).isEqualTo(401);
        assertThat(gateway.ask("any", "without a key").statusCode()).isEqualTo(401);
    }

    @Test
    void aNewAppWaitsForARestart_andIsNamed() throws IOException {
        start(false);
        edit("name: bank", "name: club");

        JsonObject answer = reload();

        assertThat(answer.encode()).contains("apps[club]");
        assertThat(status("bank-key"))
                .as("the key is no longer that of the app that has gone, and not yet that of the new one")
                .isEqualTo(401);
    }

    @Test
    void nothingChanges_whenTheFileHasAMistake() throws IOException {
        start(true);
        edit(Callers.hash("shop-old"), "shop-new");

        JsonArray problems = reload().getJsonObject("error").getJsonArray("problems");

        assertThat(problems.getJsonObject(0).getString("file")).endsWith("fulcrum.yaml");
        assertThat(problems.getJsonObject(0).getString("path")).isEqualTo("apps[0].keys[0]");
        assertThat(problems.encode()).doesNotContain("shop-new");
        await("by the call, and by itself")
                .atMost(PATIENCE)
                .until(() -> log.count("nothing of it is put in force") == 2);
        assertThat(status("shop-old")).isEqualTo(200);
        assertThat(status("shop-new")).isEqualTo(401);
        assertThat(Audit.acts(gateway, "keys")).isEmpty();
        assertThat(log.all()).doesNotContain("shop-new");
    }

    @Test
    void addressIsToldToWait_whenManyKeysWereWrong_butARightKeyPasses() {
        start(false);
        for (int i = 0; i < 60; i++) {
            assertThat(status("guess-" + i)).isIn(401, 429);
        }

        HttpResponse<String> refused = ask("one-more");
        for (int i = 0; i < 60 && refused.statusCode() == 401; i++) {
            refused = ask("one-more"); // the clock's minute may have ended in between
        }

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(refused.body()).contains("too_many_wrong_keys");
        assertThat(gateway.post("/v1/outcomes", "{}", "authorization", "Bearer guess")
                        .statusCode())
                .isIn(401, 429);
        assertThat(status("shop-old")).isEqualTo(200);
        assertThat(gateway.post("/v1/chat/completions", "{}").statusCode())
                .as("who brings no key does not guess")
                .isEqualTo(401);
        assertThat(log.all()).contains("requests with an unknown API key within a minute from");
        assertThat(gateway.metrics())
                .containsPattern("fulcrum_wrong_keys_total [6-9]\\d|fulcrum_wrong_keys_total 1\\d\\d");
    }
}
