package dev.fulcrum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class EntryLinesTest {
    @Test
    void terminalObeysNoCaller_whenTextsHoldControlCharacters() {
        JsonObject broken = new JsonObject().put("rule", "request/a").put("message", "c\u0007");
        JsonObject entry = new JsonObject()
                .put("kind", "exchange")
                .put("at", "2026-03-04T02:30:00Z")
                .put("exchange", "01JZZZZZZZZZZZZZZZZZZZZZZZ")
                .put("outcome", "failed")
                .put("model", "a\u001b[2J\r")
                .put("failure", "model_not_found: b\u009b31m")
                .put("errors", new JsonArray().add(broken));

        assertThat(new EntryLines(Palette.plain()).of(entry))
                .contains("a\uFFFD[2J\uFFFD", "b\uFFFD31m", "c\uFFFD")
                .doesNotContain("\u001b", "\u009b", "\u0007", "\r");
    }

    @Test
    void jsonMeansTheSame_whenItsLaterControlCharactersAreWrittenOut() {
        JsonObject entry = new JsonObject().put("model", "a\u009b31m 中 \\ \u007f");

        String line = Shown.json(entry.encode());

        assertThat(line).contains("\\u009b", "\\u007f", "中").doesNotContain("\u009b", "\u007f");
        assertThat(new JsonObject(line)).isEqualTo(entry);
    }
}
