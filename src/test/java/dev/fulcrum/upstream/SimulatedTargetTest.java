package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.upstream.Caller.Reply;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedTargetTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Caller CALLER = new Caller();

    @AfterAll
    static void close() {
        CALLER.close();
    }

    private static SimulatedTarget target(SimulatedCharacter character) {
        return new SimulatedTarget("bank", character, Duration.ZERO, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String body(String user, String more) {
        return "{\"model\":\"any\",\"messages\":[{\"role\":\"system\",\"content\":\"Answer briefly. 请简短回答。\"},"
                + "{\"role\":\"user\",\"content\":\"" + user + "\"}]" + more + "}";
    }

    private static Reply ask(SimulatedCharacter character, String body) {
        return CALLER.ask(target(character), body);
    }

    private static List<JsonNode> events(Reply reply) throws JsonProcessingException {
        assertThat(reply.headers().get("content-type")).startsWith("text/event-stream");
        List<JsonNode> events = new ArrayList<>();
        String[] data = reply.text().split("\n\n", -1);
        assertThat(data[data.length - 1]).isEmpty();
        assertThat(data[data.length - 2]).isEqualTo("data: [DONE]");
        for (int i = 0; i < data.length - 2; i++) {
            assertThat(data[i]).startsWith("data: ");
            events.add(MAPPER.readTree(data[i].substring("data: ".length())));
        }
        return events;
    }

    /** The text of each choice, put together from the deltas. */
    private static Map<Integer, String> texts(List<JsonNode> events) {
        Map<Integer, String> texts = new TreeMap<>();
        for (JsonNode event : events) {
            for (JsonNode choice : event.path("choices")) {
                texts.merge(
                        choice.path("index").asInt(),
                        choice.at("/delta/content").asText(""),
                        String::concat);
            }
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource
    void completionIsWellFormed_whenNotStreamed(SimulatedCharacter character) throws JsonProcessingException {
        Reply reply = ask(character, body("What are your opening hours?", ""));
        JsonNode answer = MAPPER.readTree(reply.text());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.path("model").asText()).isEqualTo("simulated/" + character.id());
        assertThat(answer.path("created").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(answer.path("id").asText()).startsWith("chatcmpl-simulated-");
        assertThat(answer.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(answer.at("/choices/0/message/content").asText()).isNotBlank();
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isPositive();
        assertThat(answer.at("/usage/total_tokens").asInt())
                .isEqualTo(answer.at("/usage/prompt_tokens").asInt()
                        + answer.at("/usage/completion_tokens").asInt());
    }

    @ParameterizedTest
    @EnumSource
    void bytesAreTheSame_whenTheSameIsAskedAgain(SimulatedCharacter character) {
        for (String more : List.of("", ",\"stream\":true,\"n\":2")) {
            String body = body("我想问一下转账手续费 💰", more);
            assertThat(ask(character, body).chunks())
                    .isEqualTo(ask(character, body).chunks());
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamSaysTheSame_whenComparedWithTheWhole(SimulatedCharacter character) throws JsonProcessingException {
        for (String question : List.of("My card was stolen!", "我的卡丢了怎么办？", "👩‍👩‍👧‍👦 ｆｅｅｓ? 𠮷野家")) {
            JsonNode whole = MAPPER.readTree(ask(character, body(question, "")).text());
            List<JsonNode> events = events(ask(character, body(question, ",\"stream\":true")));
            assertThat(texts(events))
                    .containsExactly(
                            Map.entry(0, whole.at("/choices/0/message/content").asText()));
            assertThat(events.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
            assertThat(events.get(events.size() - 1)
                            .at("/choices/0/finish_reason")
                            .asText())
                    .isEqualTo("stop");
            assertThat(events)
                    .hasSizeGreaterThan(4)
                    .allMatch(event -> event.path("model").asText().equals("simulated/" + character.id()));
        }
    }

    @Test
    void noDeltaCutsACharacter_whenTheTextHasAllSortsOfThem() throws JsonProcessingException {
        String question = "𠮷👩‍👩‍👧‍👦é🇨🇳好".repeat(4);
        Reply reply = ask(SimulatedCharacter.EAGER, body(question, ",\"stream\":true"));
        assertThat(texts(events(reply)).get(0)).contains("𠮷👩‍👩‍👧‍👦é🇨🇳好𠮷");
        for (JsonNode event : events(reply)) {
            String delta = event.at("/choices/0/delta/content").asText("");
            assertThat(delta)
                    .doesNotMatch("^[\\uDC00-\\uDFFF\\u200D\\u0301].*")
                    .doesNotMatch(".*[\\uD800-\\uDBFF\\u200D]$");
        }
    }

    @Test
    void eachChunkIsOneEvent_whenStreamed() {
        for (Buffer chunk :
                ask(SimulatedCharacter.BALANCED, body("费用", ",\"stream\":true")).chunks()) {
            assertThat(chunk.toString()).startsWith("data: ").endsWith("\n\n").containsOnlyOnce("\n\n");
        }
    }

    @Test
    void usageComesLast_whenTheStreamIsToIncludeIt() throws JsonProcessingException {
        String more = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        List<JsonNode> events = events(ask(SimulatedCharacter.BALANCED, body("fees?", more)));
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.path("choices")).isEmpty();
        assertThat(last.at("/usage/completion_tokens").asInt()).isPositive();
        assertThat(events.subList(0, events.size() - 1))
                .allMatch(event -> event.has("usage") && event.path("usage").isNull());
        assertThat(events(ask(SimulatedCharacter.BALANCED, body("fees?", ",\"stream\":true"))))
                .noneMatch(event -> event.has("usage"));
    }

    @Test
    void choicesDiffer_whenSeveralAreAskedFor() throws JsonProcessingException {
        String more = ",\"n\":6";
        JsonNode whole = MAPPER.readTree(
                ask(SimulatedCharacter.EVASIVE, body("Will rates rise?", more)).text());
        List<JsonNode> events =
                events(ask(SimulatedCharacter.EVASIVE, body("Will rates rise?", more + ",\"stream\":true")));
        assertThat(whole.path("choices")).hasSize(6);
        assertThat(whole.path("choices").findValuesAsText("content").stream().distinct())
                .hasSizeGreaterThan(1);
        assertThat(texts(events).values())
                .containsExactlyElementsOf(whole.path("choices").findValuesAsText("content"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "max_completion_tokens"})
    void cutShort_whenTokensAreLimited(String limit) throws JsonProcessingException {
        for (String question : List.of("opening hours?", "营业时间？")) {
            String more = ",\"" + limit + "\":5";
            JsonNode whole = MAPPER.readTree(
                    ask(SimulatedCharacter.BALANCED, body(question, more)).text());
            assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("length");
            assertThat(whole.at("/usage/completion_tokens").asInt()).isBetween(1, 5);
            List<JsonNode> events = events(ask(SimulatedCharacter.BALANCED, body(question, more + ",\"stream\":true")));
            assertThat(texts(events).get(0))
                    .isEqualTo(whole.at("/choices/0/message/content").asText());
            assertThat(events.get(events.size() - 1)
                            .at("/choices/0/finish_reason")
                            .asText())
                    .isEqualTo("length");
        }
    }

    @Test
    void streamIsWellFormed_whereverItIsCutShort() throws JsonProcessingException {
        String question = "𠮷👩‍👩‍👧‍👦 é 好";
        String whole = texts(events(ask(SimulatedCharacter.EAGER, body(question, ",\"stream\":true"))))
                .get(0);
        for (int limit = 1; limit <= whole.length(); limit++) {
            String more = ",\"stream\":true,\"max_tokens\":" + limit;
            String text = texts(events(ask(SimulatedCharacter.EAGER, body(question, more))))
                    .get(0);
            assertThat(whole).startsWith(text);
            assertThat(text).doesNotContain("\uFFFD").doesNotMatch(".*[\\uD800-\\uDBFF\\u200D]$");
        }
    }

    @Test
    void toolsAreIgnored_whenOffered() throws JsonProcessingException {
        String more = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"auto\"";
        JsonNode answer = MAPPER.readTree(
                ask(SimulatedCharacter.BALANCED, body("hello", more)).text());
        assertThat(answer.at("/choices/0/message/content").asText()).isNotBlank();
        assertThat(answer.at("/choices/0/message").has("tool_calls")).isFalse();
    }

    @Test
    void theNewestUserMessageCounts_whenContentComesInParts() throws JsonProcessingException {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"Which fees?\"},"
                + "{\"role\":\"assistant\",\"content\":null},{\"role\":\"user\",\"content\":["
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}},{\"type\":\"text\",\"text\":\"几点开门？\"}]}]}";
        JsonNode answer = MAPPER.readTree(ask(SimulatedCharacter.BALANCED, body).text());
        assertThat(answer.at("/choices/0/message/content").asText()).contains("营业");
    }

    @Test
    void lastsAsLongAsItsPace_whenPaced() {
        SimulatedTarget slow = new SimulatedTarget(
                "bank", SimulatedCharacter.BALANCED, Duration.ofMillis(2), Clock.fixed(NOW, ZoneOffset.UTC));
        String body = body("hello", ",\"stream\":true");
        assertThat(CALLER.ask(slow, body).chunks())
                .isEqualTo(ask(SimulatedCharacter.BALANCED, body).chunks());
    }
}
