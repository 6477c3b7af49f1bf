package dev.fulcrum.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.model.Act;
import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.Latencies;
import dev.fulcrum.model.Outcome;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Tokens;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EntryJsonTest {
    private static final String CONTRACT = "\"lowers\":[\"business.promise\"],\"raises\":[\"evasiveness\",\"latency\"],"
            + "\"owner\":\"customer-care\",\"accepts\":[\"evasiveness <= 2% over 24h\"],"
            + "\"prices\":[{\"id\":\"evasiveness\"},{\"id\":\"latency\",\"paid\":3.0,\"unit\":\"ms\"}]";

    private final EntryJson json = new EntryJson();

    @Test
    void fieldsKeepTheirOrder_whenEverythingIsKnown() {
        String expected = "{\"v\":1,\"kind\":\"exchange\",\"exchange\":\"one\",\"at\":\"2026-03-04T02:30:00.125Z\","
                + "\"app\":\"help-desk\",\"surface\":\"openai.chat\",\"route\":\"support\",\"model\":\"gpt-4o-mini\","
                + "\"stream\":true,\"language\":\"zh\",\"subject\":\"5f1c9a\",\"revision\":\"3fa91c22d0be\",\"switches\":7,"
                + "\"outcome\":\"answered\",\"status\":200,\"answerClass\":\"full\",\"finish\":\"stop\",\"target\":\"primary\","
                + "\"findings\":[{\"kind\":\"pii.email\",\"part\":\"message\",\"role\":\"user\",\"index\":2,\"score\":1.0,"
                + "\"count\":1,\"spans\":[[6,22]]},{\"kind\":\"promise.refund\",\"part\":\"choice\",\"role\":\"assistant\","
                + "\"index\":0,\"score\":0.9,\"count\":1,\"spans\":[[0,4]]}],"
                + "\"trades\":[{\"rule\":\"request/personal-data-is-masked\",\"phase\":\"request\",\"mode\":\"enforce\","
                + "\"action\":\"redact\",\"effect\":\"enforced\",\"enforced\":true," + CONTRACT
                + "},{\"rule\":\"response/refund-promise\",\"phase\":\"response\",\"mode\":\"shadow\",\"action\":\"flag\","
                + "\"effect\":\"shadow\",\"enforced\":false," + CONTRACT + "}],"
                + "\"attempts\":[{\"target\":\"primary\",\"outcome\":\"answered\",\"status\":200,\"millis\":412}],"
                + "\"tokens\":{\"input\":318,\"output\":96},\"cost\":{\"amount\":0.105300,\"currency\":\"USD\"},\"latency\":{\"policyMicros\":84,\"upstreamMillis\":412,"
                + "\"firstByteMillis\":230,\"heldMillis\":3,\"totalMillis\":421}}";

        // twice, since what a contract says is kept from the first time
        assertThat(written(Entries.traded("one"))).isEqualTo(expected);
        assertThat(written(Entries.traded("one"))).isEqualTo(expected);
    }

    @Test
    void textOfTheExchangeStaysOut_whenFindingsPointIntoIt() {
        assertThat(written(Entries.traded("one"))).doesNotContain("wang@example.com", "我的邮箱", "保证退款", "🙂");
    }

    @Test
    void absentFieldsAreLeftOut_whenNothingIsKnown() {
        ExchangeEntry entry = Entries.entry(
                Entries.exchange("two", "help-desk", Entries.AT), true, Outcome.ANSWERED, List.of(), List.of());

        assertThat(written(entry))
                .endsWith("\"switches\":1,\"outcome\":\"answered\",\"status\":200,"
                        + "\"latency\":{\"policyMicros\":10,\"upstreamMillis\":0,\"heldMillis\":0,\"totalMillis\":1}}")
                .contains("\"kind\":\"intent\"");
    }

    @Test
    void failureErrorsAndCaseAreThere_whenTheyHappened() {
        ExchangeEntry entry = new ExchangeEntry(
                Entries.exchange("three", "help-desk", Entries.AT),
                false,
                Outcome.FAILED,
                502,
                "failed",
                "",
                OptionalInt.of(12),
                "upstream: 连接被拒绝",
                Optional.of("case_01"),
                "",
                List.of(),
                List.of(),
                List.of(new PolicyError("", Phase.RESPONSE, "NullPointerException")),
                List.of(Attempt.of("backup", Attempt.Outcome.UNREACHABLE, 0, 3, "refused \"here\"\n")),
                Tokens.NONE,
                Optional.empty(),
                Optional.of("01FIRST"),
                new Latencies(1, 2, -1, 0, 5),
                "r",
                0);

        assertThat(written(entry))
                .contains(
                        "\"outcome\":\"failed\",\"status\":502,\"answerClass\":\"failed\",\"releasedCharacters\":12,\"failure\":\"upstream: 连接被拒绝\","
                                + "\"case\":\"case_01\",\"replayOf\":\"01FIRST\",\"errors\":[{\"phase\":\"response\",\"message\":\"NullPointerException\"}],"
                                + "\"attempts\":[{\"target\":\"backup\",\"outcome\":\"unreachable\",\"millis\":3,"
                                + "\"detail\":\"refused \\\"here\\\"\\n\"}]");
    }

    @Test
    void isValidJson_whenTextHasLoneSurrogates() throws IOException {
        Act act = new Act(Entries.AT, "王\uD800芳", "switch", "🙂\uDE42", "x", Map.of("k\uDC00", "\uD83D"));
        JsonBytes out = new JsonBytes();
        json.write(act, out);

        Map<?, ?> read = new ObjectMapper().readValue(out.copy(), Map.class);
        assertThat(read.get("who")).isEqualTo("王\uFFFD芳");
        assertThat(read.get("object")).isEqualTo("🙂\uFFFD");
        assertThat(read.get("details")).isEqualTo(Map.of("k\uFFFD", "\uFFFD"));
    }

    private String written(ExchangeEntry entry) {
        JsonBytes out = new JsonBytes();
        json.write(entry, out);
        return new String(out.copy(), UTF_8);
    }
}
