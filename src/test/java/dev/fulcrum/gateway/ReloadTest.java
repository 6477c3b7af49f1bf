package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
        HttpResponse<String> reload = gateway.admin("POST", "/reload", "{}");
        assertThat(reload.body()).contains("\"pinned\":true").contains("unpin");
        assertThat(gateway.admin("GET", "/revisions", "").body()).contains("\"pinned\":true");
        assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/readyz").body()).contains("is pinned").contains("unpin");
        assertThat(message())
                .as("a saved file does not undo the operator's choice")
                .isEqualTo("first");

        HttpResponse<String> unpinned = gateway.admin("POST", "/revisions/unpin", "{\"why\":\"mended\"}");
        assertThat(unpinned.statusCode()).isEqualTo(200);
        assertThat(gateway.get("/readyz").body()).isEqualTo("ready\n");
        assertThat(message()).isEqualTo("third");
        assertThat(gateway.admin("GET", "/audit", "").body()).contains("\"verb\":\"unpin\"");
        edit("third", "fourth");
        await().atMost(Duration.ofSeconds(10)).until(() -> message().equals("fourth"));
    }

    @Test
    void comesIntoForceByItself_whenAVolumeIsExchanged() throws IOException {
        gateway.close();
        Path volume = home.resolve("volume");
        for (String state : List.of("..one", "..two")) {
            Path request = Files.createDirectories(volume.resolve(state).resolve("request"));
            try (Stream<Path> files = Files.list(home.resolve("rules/request"))) {
                for (Path file : files.toList()) {
                    Files.writeString(
                            request.resolve(file.getFileName().toString()),
                            Files.readString(file).replace("first", state));
                }
            }
            Files.copy(home.resolve("risks.yaml"), volume.resolve(state).resolve("risks.yaml"));
        }
        Files.createSymbolicLink(volume.resolve("lexicon"), home.resolve("rules/lexicon"));
        Path data = Files.createSymbolicLink(volume.resolve("..data"), Path.of("..one"));
        Files.createSymbolicLink(volume.resolve("request"), Path.of("..data/request"));
        Files.createSymbolicLink(volume.resolve("risks.yaml"), Path.of("..data/risks.yaml"));
        gateway = Gateway.startWithOwnRules(
                home, CONFIG + "policy: { rules: volume, risks: volume/risks.yaml, evaluation-time: 2s }\n");
        assertThat(message()).isEqualTo("..one");

        Path next = Files.createSymbolicLink(volume.resolve("..next"), Path.of("..two"));
        Files.move(next, data, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        await().atMost(Duration.ofSeconds(20)).until(() -> message().equals("..two"));
        String before = gateway.app().revision();
        Files.writeString(
                volume.resolve("..two/risks.yaml"), Files.readString(volume.resolve("..two/risks.yaml")) + "# more\n");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !gateway.app().revision().equals(before));
    }

    @Test
    void oldRevisionGoesOn_whenTheDirectoryVanishesForAMoment() throws IOException {
        String before = gateway.app().revision();
        Path away = Files.move(home.resolve("rules"), home.resolve("away"));
        Files.createDirectory(home.resolve("rules"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> gateway.admin("GET", "/audit", "").body().contains("reload-refused"));

        assertThat(message()).isEqualTo("first");
        assertThat(gateway.app().revision()).isEqualTo(before);
        Files.delete(home.resolve("rules"));
        Files.move(away, home.resolve("rules"));
        edit("first", "back");
        await().atMost(Duration.ofSeconds(20)).until(() -> message().equals("back"));
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
