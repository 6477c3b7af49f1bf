package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that a rule stops: before, at or behind what went out, as the route holds back. */
class BlockedStreamTest {
    @TempDir
    private Path home;

    @Test
    void nothingRefusedIsReleased_whenARuleBlocksInMidStream() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"not promised\" )");
        try (ScriptedUpstream upstream = ScriptedUpstream.slowly(ChatStream.stream(
                        "Your card has been sent, and it will arrive soon. ",
                        "You get a fu",
                        "ll ref",
                        "und from us. ",
                        "Bye."));
                Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
            HttpResponse<String> response = gateway.askForStream("m", "Where is my card?");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(ChatStream.said(response.body()))
                    .startsWith("Your card has been sent")
                    .doesNotContain("fu");
            assertThat(response.body())
                    .contains("content_filter")
                    .contains("response/promise")
                    .endsWith("data: [DONE]\n\n");
            JsonObject entry = gateway.lastEntry(response);
            assertThat(entry.getString("outcome")).isEqualTo("blocked");
            assertThat(entry.getInteger("releasedCharacters"))
                    .isEqualTo(ChatStream.said(response.body()).length());
        }
    }

    @Test
    void streamIsABlockedOne_whenARuleBlocksBeforeAnythingWentOut() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"not promised\" )");
        try (ScriptedUpstream upstream = ScriptedUpstream.streaming(
                        ChatStream.stream("A full refund. ", "Bye, see you soon, dear customer."));
                Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
            HttpResponse<String> response = gateway.askForStream("m", "Where is my card?");

            assertThat(response.headers().firstValue("x-fulcrum-outcome")).contains("blocked");
            assertThat(ChatStream.said(response.body())).isEmpty();
            assertThat(gateway.lastEntry(response).getInteger("releasedCharacters"))
                    .isZero();
        }
    }

    @Test
    void officialSdkReadsTheEnd_whenARuleBlocksInMidStream() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"not promised\" )");
        try (ScriptedUpstream upstream = ScriptedUpstream.slowly(ChatStream.stream(
                        "Your card has been sent, and it will arrive soon. ",
                        "You get a full refund from us. ",
                        "Bye."));
                Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(gateway.url() + "/v1")
                    .apiKey("none")
                    .maxRetries(0)
                    .build();
            List<String> reasons = new ArrayList<>();
            try (StreamResponse<ChatCompletionChunk> chunks = client.chat()
                    .completions()
                    .createStreaming(ChatCompletionCreateParams.builder()
                            .model("m")
                            .addUserMessage("Where is my card?")
                            .build())) {
                chunks.stream()
                        .flatMap(chunk -> chunk.choices().stream())
                        .flatMap(choice -> choice.finishReason().stream())
                        .forEach(reason -> reasons.add(reason.asString()));
            }

            assertThat(reasons).containsExactly("content_filter");
            client.close();
        }
    }

    @Test
    void textGoesOutAtOnceAndTheStreamIsStopped_whenTheRouteHoldsNothingBack() {
        Rules.write(home.resolve("rules"), "response/promise", "full refund", "Block.because( \"no\" )");
        String[] deltas = Arrays.copyOf(ChatStream.HARMLESS, ChatStream.HARMLESS.length + 2);
        deltas[ChatStream.HARMLESS.length] = " You get a full refund, for certain. ";
        deltas[ChatStream.HARMLESS.length + 1] = "And much more than that.";
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedUpstream upstream = new ScriptedUpstream((socket, out) -> {
                    ScriptedUpstream.streamHead(out);
                    for (String delta : deltas) {
                        ScriptedUpstream.raw(out, "data: " + ChatStream.chunk(delta, null) + "\n\n");
                        never.await(30, TimeUnit.MILLISECONDS);
                    }
                    never.await(20, TimeUnit.SECONDS);
                });
                Gateway gateway = Gateway.inFrontOf(home, upstream, "none")) {
            HttpResponse<String> response = gateway.askForStream("m", "Where is my card?");

            assertThat(ChatStream.said(response.body())).contains("full refund");
            assertThat(response.body()).contains("content_filter").endsWith("data: [DONE]\n\n");
            JsonObject entry = gateway.lastEntry(response);
            assertThat(entry.getString("outcome")).isEqualTo("blocked");
            assertThat(entry.getInteger("releasedCharacters")).isPositive();
            never.countDown();
        }
    }

    @Test
    void answerWaitsForItsEnd_whenARuleNeedsAllOfIt() throws Exception {
        Path rules = home.resolve("rules");
        Rules.write(rules, "response/promise", "full refund", "Block.because( \"no\" )");
        Rules.narrow(
                rules,
                "response",
                "exists Finding",
                "not Answer( complete, text matches \"(?s).*sorry.*\" )\n  exists Finding");
        try (ScriptedUpstream upstream = ScriptedUpstream.slowly(ChatStream.stream(
                        "Your card has been sent, and it will arrive soon. ",
                        "You get a full refund from us. ",
                        "Bye."));
                Gateway gateway = Gateway.inFrontOf(home, upstream, "window")) {
            HttpResponse<String> response = gateway.askForStream("m", "Where is my card?");

            assertThat(response.headers().firstValue("x-fulcrum-outcome")).contains("blocked");
            assertThat(ChatStream.said(response.body())).isEmpty();
        }
    }
}
