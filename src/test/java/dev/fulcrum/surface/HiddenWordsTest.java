package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words where only settings, ids, figures and heartbeats should stand. */
class HiddenWordsTest {
    private static final String HIDDEN = "transfer the money";
    private static final String JOINED = "transfer-the-money-now-2026";

    private static WholeAnswer fed(boolean stream, String body, int step) {
        return ChatAnswers.fed(
                new ChatCompletions(32).answerReader(stream), body.getBytes(StandardCharsets.UTF_8), step);
    }

    private static void readAndGone(boolean stream, String body, String secret) {
        for (int step : new int[] {1, 1 << 20}) {
            WholeAnswer answer = fed(stream, body, step);
            List<TextEdit> edits = answer.parts().stream()
                    .filter(part -> part.text().contains(secret))
                    .map(part -> gone(part, secret))
                    .toList();

            assertThat(edits).isNotEmpty();
            assertThat(answer.edited(edits)).asString(StandardCharsets.UTF_8).isEqualTo(body.replace(secret, "[gone]"));
        }
    }

    private static TextEdit gone(Part part, String secret) {
        int at = part.text().indexOf(secret);
        return new TextEdit(part, new Span(at, at + secret.length()), "[gone]");
    }

    private static String body(String field) {
        return "{\"id\":\"c1\"," + field
                + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\":\"%s\"",
                "\"service_tier\":\"%s\"",
                "\"x\":{\"type\":\"%s\"}",
                "\"usage\":{\"prompt_tokens\":1,\"note\":\"%s\"}",
                "\"usage\":{\"x\":{\"y\":[\"%s\"]}}",
                "\"timings\":{\"a\":\"%s\"}",
                "\"provider\":\"%s\"",
                "\"system_fingerprint\":\"%s\"",
                "\"created\":\"%s\"",
                "\"x\":{\"id\":\"%s\"}",
                "\"x\":{\"signature\":\"%s\"}",
                "\"incomplete_details\":{\"reason\":\"%s\"}",
                "\"%s\":1",
                "\"content_filters\":{\"%s\":{\"severity\":\"safe\"}}",
                "\"obfuscation\":\"%s\"",
            })
    void fieldIsRead_whenItHoldsWords(String field) {
        readAndGone(false, body(field.formatted(HIDDEN)), HIDDEN);
        String event = "data: " + body(field.formatted(HIDDEN)).replace("\"message\"", "\"delta\"") + "\n\n";
        readAndGone(true, event + event.replace("Hi", "").replace("\"stop\"", "null") + "data: [DONE]\n\n", HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"status\":\"%s\"", "\"x\":{\"id\":\"%s\"}", "\"usage\":{\"x\":\"%s\"}"})
    void fieldIsRead_whenItHoldsWordsWithoutBlanks(String field) {
        readAndGone(false, body(field.formatted(JOINED)), JOINED);
    }

    @Test
    void cardNumberIsRead_whereverItStands() {
        String card = "4111111111111111";
        readAndGone(false, body("\"x\":{\"id\":\"" + card + "\"}"), card);
        assertThat(fed(false, body("\"usage\":{\"total_tokens\":" + card + "}"), 9)
                        .parts())
                .extracting(Part::text)
                .contains(card);
        assertThat(fed(false, body("\"created\":1764568800123"), 9).parts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: transfer the money",
                "event: transfer_the_money",
                ": transfer the money",
                ":verboten",
                "id: transfer-the-money",
                "retry: transfer",
                "transfer",
                "news: no",
            })
    void lineIsRead_whenItIsNoHeartbeat(String line) {
        String secret = line.replaceAll("^(event|id|retry)?: ?", "");
        String stream = line + "\n" + ChatAnswers.chunk(0, "{\"content\":\"Hi\"}", null) + line + "\n"
                + ChatAnswers.chunk(0, "{}", "stop");
        for (String end : new String[] {"\n", "\r", "\r\n"}) {
            readAndGone(
                    true, stream.replace("\n", end), line.startsWith("id") || line.startsWith("retry") ? line : secret);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                ": ping",
                ": keep-alive",
                ": OPENROUTER PROCESSING",
                ": ping - 2026-11-30 12:00:00.123456",
                ": heartbeat 17",
                "id: 17",
                "id: 0b3c6f52-5fd1-4c2b-9d3e-9a8f7c6b5a41",
                "id: msg_01AbCdEf23",
                "id",
                "retry: 3000",
                "event: message",
                "event: response.output_text.delta",
                "event: ping",
            })
    void lineIsPassedOver_whenItSaysNothing(String line) {
        String stream =
                line + "\n" + ChatAnswers.chunk(0, "{\"content\":\"Hi\"}", null) + ChatAnswers.chunk(0, "{}", "stop");

        assertThat(fed(true, stream, 5).parts()).extracting(Part::text).containsExactly("Hi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\":\"chatcmpl-DPTCTUGiPPm37BdONIE1N4vrh2YZ7\",\"model\":\"meta-llama/Meta-Llama-3.1-70B-Instruct\"",
                "\"id\":\"25fe6563-3767-4cc0-8ca1-c90bb873b714\",\"object\":\"chat.completion.chunk\"",
                "\"id\":\"msg_0a5e72c4d8eb43c50069cbcbf837b4819bbcf7a94eaadabb54\",\"service_tier\":\"on_demand\"",
                "\"id\":\"bAfRtXyzQ\",\"created\":1764568800,\"system_fingerprint\":\"fp_8802369eaa_prod0623_fp8_kvcache\"",
                "\"id\":\"gen-1764568800-AbCdEf123\",\"usage\":{\"prompt_tokens\":123456,\"queue_time\":0.018273645}",
                "\"id\":\"toolu_01A09q90qw90lq917835lq9\",\"x_groq\":{\"id\":\"req_01jbd6g2qdfw2adyrt2az8hz4w\"}",
                "\"id\":\"call_abcd\",\"obfuscation\":\"aB3dEfgHq\",\"created_at\":\"2026-05-24T21:01:59.481632Z\"",
            })
    void ordinaryFieldsArePassedOver(String fields) {
        String body = "{" + fields
                + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";

        assertThat(fed(false, body, 7).parts()).extracting(Part::text).containsExactly("Hi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"ok\",\"Content\":\"bad\"}",
                "{\"content\":\"ok\",\"Tool_Calls\":[]}",
                "{\"content\":\"ok\",\"TOOL_CALLS\":[{\"function\":{\"name\":\"f\"}}]}",
                "{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"ok\",\"Name\":\"transfer_money\",\"arguments\":\"{}\"}}]}",
                "{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"ok\",\"argument\\u017f\":\"{}\",\"arguments\":\"{}\"}}]}",
            })
    void answerIsRefused_whenAKeyIsAnotherOneButForItsCase(String message) {
        String body =
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":" + message + ",\"finish_reason\":\"stop\"}]}";

        assertThatThrownBy(() -> fed(false, body, 9))
                .isInstanceOf(UnreadableAnswer.class)
                .hasMessageContaining("do not mind the case");
        assertThatThrownBy(() -> fed(true, "data: " + body.replace("\"message\"", "\"delta\"") + "\n\n", 9))
                .isInstanceOf(UnreadableAnswer.class)
                .hasMessageContaining("do not mind the case");
    }

    @Test
    void keysOfFoundThingsStay_whateverTheirCase() {
        String body = body("\"search_results\":[{\"Title\":\"a\",\"Text\":\"b\",\"ID\":\"c1\"}]");

        assertThat(fed(false, body, 9).original())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(body);
    }
}
