package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target's key in a file of its own, which changes while the gateway runs. */
class KeyFileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    private Path home;

    private final LogLines log = LogLines.open();
    private ScriptedUpstream upstream;
    private Path file;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        Rules.write(home.resolve("rules"), "request/one", "squirrel", "Block.because( \"no squirrels\" )");
        file = Files.writeString(home.resolve("model.key"), "sk-first-secret\n");
        upstream = ScriptedUpstream.answering(
                200, "application/json", ChatJson.answer("Hello").encode());
        gateway = Gateway.startWithOwnRules(
                home,
                """
                targets: [ { name: model, kind: http, url: "%s", key-file: model.key } ]
                routes: [ { name: all, models: [ "*" ], targets: [ model ] } ]
                """
                        .formatted(upstream.url()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
        log.close();
    }

    /** What stood in the line `authorization` of the request that one question led to. */
    private String sent() {
        assertThat(gateway.ask("any", "hello there").statusCode()).isEqualTo(200);
        return upstream.requests()
                .get(upstream.requests().size() - 1)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("authorization:"))
                .findFirst()
                .orElse("");
    }

    @Test
    void theNewKeyIsSent_whenTheFileChanges() throws IOException {
        assertThat(sent()).endsWith(" Bearer sk-first-secret");

        Files.writeString(file, "sk-second-secret");

        await().atMost(PATIENCE).until(() -> sent().endsWith(" Bearer sk-second-secret"));
        JsonObject act = Audit.awaitNewest(gateway, "target-key", 1);
        assertThat(act.getString("object")).isEqualTo("model");
        assertThat(gateway.admin("GET", "/audit", "").body() + log.all()).doesNotContain("secret");
    }

    @Test
    void theOldKeyIsSent_whenTheNewOneCannotBe() throws IOException {
        Files.writeString(file, "sk-third secret\nsk-fourth-secret\n");

        await().atMost(PATIENCE).until(() -> log.tell("the key of the target model", "model.key", "not shown"));
        assertThat(sent()).endsWith(" Bearer sk-first-secret");
        assertThat(Audit.acts(gateway, "target-key")).isEmpty();
        assertThat(log.all()).doesNotContain("third", "fourth");
    }

    @Test
    void theOldKeyIsSent_whenTheFileIsGone_untilItReturns() throws IOException {
        Files.delete(file);
        await().atMost(PATIENCE).until(() -> log.tell("the key of the target model", "model.key"));
        assertThat(sent()).endsWith(" Bearer sk-first-secret");

        Files.writeString(file, "sk-second-secret");
        await().atMost(PATIENCE).until(() -> sent().endsWith(" Bearer sk-second-secret"));
    }
}
