package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.upstream.Caller.Reply;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedTargetErrorTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HELLO = "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    private final Caller caller = new Caller();
    private final SimulatedTarget target =
            new SimulatedTarget("bank", SimulatedCharacter.BALANCED, Duration.ZERO, Clock.systemUTC());

    @AfterEach
    void close() {
        caller.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"messages\": | parse the JSON",
                "## | JSON object",
                "[] | JSON object",
                "{} | 'messages'",
                "{\"messages\":[]} | 'messages'",
                "{\"messages\":[1]} | 'messages[0].role'",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":0} | 'n'",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":129} | 'n'",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":\"2\"} | 'n'",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":0} | 'max_tokens'",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} {} | parse the JSON",
            })
    void badRequest_whenTheBodyIsWrong(String body, String message) throws JsonProcessingException {
        Reply reply = caller.ask(target, body == null ? "" : body);
        assertThat(reply.status()).isEqualTo(400);
        JsonNode error = MAPPER.readTree(reply.text()).path("error");
        assertThat(error.path("message").asText()).contains(message);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    }

    @Test
    void badRequest_whenTheBodyIsNestedTooDeep() {
        String deep = "{\"messages\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(caller.ask(target, deep).status()).isEqualTo(400);
    }

    @Test
    void notFound_whenThePathIsNoChat() throws JsonProcessingException {
        Reply reply = caller.ask(target, Caller.request("/v1/embeddings", HELLO));
        assertThat(reply.status()).isEqualTo(404);
        assertThat(MAPPER.readTree(reply.text()).at("/error/message").asText())
                .contains("\"bank\"")
                .contains("simulated");
    }

    @Test
    void answered_whenThePathIsAnAzureOne() {
        UpstreamRequest azure = Caller.request("/openai/deployments/x/chat/completions?api-version=1", HELLO);
        assertThat(caller.ask(target, azure).status()).isEqualTo(200);
    }
}
