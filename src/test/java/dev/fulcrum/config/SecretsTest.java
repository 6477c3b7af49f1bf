package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String SECRET = "sk-very-secret";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key: sk-very-secret",
                "key: \"${A}sk-very-secret\"",
                "key: \"$${sk-very-secret}\"",
                "key: \"${B}\"",
                "key: \"${C}\"",
                "key: [ sk-very-secret ]",
                "api-key: sk-very-secret",
                "auth: \"${A}\"",
                "model: m, idle-timeout: \"${A}\"",
                "model: m, auth: \"${A} ${A}\""
            })
    void secretIsNeverPrinted_whenItIsInTheWrongPlace(String keys) {
        String target = "  - { name: h, kind: http, url: \"http://h\", " + keys + " }\nroutes:";

        Loaded<GatewayConfig> loaded = Written.config(
                directory,
                Written.LEAST.replace("routes:", target),
                Map.of("A", SECRET, "B", SECRET + "\n", "C", SECRET + "\u4e2d"));

        assertThat(Written.only(loaded).toString()).doesNotContain(SECRET).contains("fulcrum.yaml:3: targets[1].");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://me:sk-very-secret@h", "https://h/?key=sk-very-secret", "me:sk-very-secret@h"})
    void secretIsNeverPrinted_whenItIsInAUrl(String url) {
        String target = "  - { name: h, kind: http, url: \"" + url + "\" }\nroutes:";

        Problem problem = Written.only(Written.config(directory, Written.LEAST.replace("routes:", target), Map.of()));

        assertThat(problem.toString())
                .doesNotContain(SECRET)
                .contains("targets[1].url")
                .contains("not shown");
    }

    @Test
    void keyIsNeverPrinted_whenItStandsInPlaceOfItsHash() {
        String apps = "apps: [ { name: bank, keys: [ sk-very-secret ] } ]";

        Problem problem = Written.only(Written.config(directory, Written.LEAST + apps, Map.of()));

        assertThat(problem.toString()).doesNotContain(SECRET).contains("apps[0].keys[0]", "hash-key", "14 characters");
    }

    @Test
    void variableIsNamed_whenItIsNotSet() {
        Loaded<GatewayConfig> loaded =
                Written.config(directory, Written.LEAST.replace("name: all", "name: \"${A}-${B}\""), Map.of());

        assertThat(loaded.problems())
                .extracting(Problem::what)
                .containsExactly("the environment variable A is not set", "the environment variable B is not set");
        assertThat(Written.places(loaded)).containsOnly("4 routes[0].name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${A", "${}", "${A:-b}", "${1A}", "${A B}", "${变量}"})
    void referenceIsRefused_whenItIsNotWellFormed(String reference) {
        String text = Written.LEAST.replace("\"*\"", "\"" + reference + "\"");

        Problem problem = Written.only(Written.config(directory, text, Map.of("A", "a")));

        assertThat(problem.path()).isEqualTo("routes[0].models[0]");
        assertThat(problem.mend()).contains("${NAME}");
    }

    @Test
    void variableIsNotLookedThroughAgain_whenItContainsAReference() {
        String text = Written.LEAST.replace("\"*\"", "\"${A}x\"");

        Loaded<GatewayConfig> loaded = Written.config(directory, text, Map.of("A", "${B}", "B", "b"));

        assertThat(loaded.value().orElseThrow().routes().get(0).models()).containsExactly("${B}x");
    }

    @Test
    void emptyKeyIsRefused_whenTheVariableIsEmpty() {
        String target = "  - { name: h, kind: http, url: \"http://h\", key: \"${K}\" }\nroutes:";

        Problem problem =
                Written.only(Written.config(directory, Written.LEAST.replace("routes:", target), Map.of("K", "")));

        assertThat(problem.what()).contains("set but empty");
    }

    @Test
    void secretPrintsAsAsterisks_wherever() {
        assertThat(new Secret(SECRET)).hasToString("***").isEqualTo(new Secret(SECRET));
        assertThat(new Secret(SECRET).reveal()).isEqualTo(SECRET);
    }
}
