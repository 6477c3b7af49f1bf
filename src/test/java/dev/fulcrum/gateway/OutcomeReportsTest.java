package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.proxy.Callers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/outcomes}: what applications report of their exchanges. */
class OutcomeReportsTest {
    private static final String[] SHOP = {"authorization", "Bearer shop-key"};
    private static final String[] BANK = {"authorization", "Bearer bank-key"};

    @TempDir
    private Path home;

    private Gateway gateway;

    @BeforeEach
    void start() {
        gateway = Gateway.start(
                home,
                """
                apps:
                  - { name: shop, keys: [ "%s" ] }
                  - { name: bank, keys: [ "%s" ] }
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                outcomes: [ called-back ]
                """
                        .formatted(Callers.hash("shop-key"), Callers.hash("bank-key")));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** The id of a new exchange of the shop. */
    private String exchange() {
        return gateway.post(
                        "/v1/chat/completions",
                        Gateway.chat("m", "What are your opening hours?", false).encode(),
                        SHOP)
                .headers()
                .firstValue("x-fulcrum-exchange")
                .orElseThrow();
    }

    private HttpResponse<String> report(JsonObject report, String... key) {
        return gateway.post("/v1/outcomes", report.encode(), key);
    }

    private JsonArray reports(String exchange) {
        return new JsonObject(gateway.admin("GET", "/exchanges/" + exchange, "").body()).getJsonArray("outcomes");
    }

    @Test
    void reportIsKeptWithTheExchange_whenItsApplicationMakesIt() {
        String exchange = exchange();
        JsonObject report = new JsonObject()
                .put("exchange", exchange)
                .put("kind", "complained")
                .put("value", 2.5)
                .put("note", "客户说：回答太慢 😀");

        assertThat(report(report, SHOP).statusCode()).isEqualTo(201);
        JsonObject kept = reports(exchange).getJsonObject(0);
        assertThat(kept.getString("kind")).isEqualTo("complained");
        assertThat(kept.getDouble("value")).isEqualTo(2.5);
        assertThat(kept.getString("note")).isEqualTo("客户说：回答太慢 😀");
        assertThat(new JsonObject(gateway.admin("GET", "/audit", "").body()).encode())
                .contains("\"outcome\"", exchange)
                .doesNotContain("回答太慢");
    }

    @Test
    void firstReportStays_whenTheSameKindIsReportedAgain() {
        String exchange = exchange();
        JsonObject report = new JsonObject().put("exchange", exchange).put("kind", "converted");
        report(report, SHOP);

        assertThat(report(report.put("note", "again"), SHOP).statusCode()).isEqualTo(200);
        assertThat(report(new JsonObject().put("exchange", exchange).put("kind", "called-back"), SHOP)
                        .statusCode())
                .isEqualTo(201);
        assertThat(reports(exchange)).hasSize(2);
        assertThat(reports(exchange).getJsonObject(0).containsKey("note")).isFalse();
    }

    @Test
    void exchangeIsNotFound_whenAnotherApplicationMadeIt() {
        JsonObject report = new JsonObject().put("exchange", exchange()).put("kind", "converted");

        assertThat(report(report, BANK).statusCode()).isEqualTo(404);
        assertThat(report(report).statusCode()).isEqualTo(401);
        assertThat(report(report.put("exchange", "01JZZZZZZZZZZZZZZZZZZZZZZZ"), SHOP)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"exchange\":\"x\",\"kind\":\"converted\"} | exchange",
                "{\"exchange\":\"01JZZZZZZZZZZZZZZZZZZZZZZZ\",\"kind\":\"won\"} | kind",
                "{\"exchange\":\"01JZZZZZZZZZZZZZZZZZZZZZZZ\",\"kind\":\"converted\",\"value\":\"many\"} | value",
                "{\"exchange\":\"01JZZZZZZZZZZZZZZZZZZZZZZZ\",\"kind\":\"converted\",\"at\":\"yesterday\"} | at",
                "{\"exchange\":\"01JZZZZZZZZZZZZZZZZZZZZZZZ\",\"kind\":\"converted\",\"at\":\"2126-01-01T00:00:00Z\"} | at",
                "{\"exchange\":\"01JZZZZZZZZZZZZZZZZZZZZZZZ\",\"kind\":\"converted\",\"at\":\"-999999999-01-01T00:00:00Z\"} | at",
                "{\"exchange\":\"01JZZZZZZZZZZZZZZZZZZZZZZZ\",\"kind\":\"converted\",\"notes\":\"\"} | notes",
                "[1] | ",
                "{ | ",
            })
    void reportIsRefused_whenItIsWrong(String body, String param) {
        HttpResponse<String> refused = gateway.post("/v1/outcomes", body, SHOP);

        assertThat(refused.statusCode()).isEqualTo(400);
        JsonObject error = new JsonObject(refused.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("invalid_outcome");
        assertThat(error.getString("param")).isEqualTo(param);
    }

    @Test
    void reportIsRefused_whenItsNoteIsLong() {
        JsonObject report = new JsonObject()
                .put("exchange", exchange())
                .put("kind", "converted")
                .put("note", "字".repeat(1001));

        assertThat(report(report, SHOP).statusCode()).isEqualTo(400);
        assertThat(report(report.put("note", "x".repeat(20_000)), SHOP).statusCode())
                .isEqualTo(413);
        assertThat(report(report.put("note", "字".repeat(1000)), SHOP).statusCode())
                .isEqualTo(201);
    }
}
