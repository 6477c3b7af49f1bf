package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams under the shipped rules, on a route like the shipped help desk: they reach the caller while the target is still speaking. */
class ShippedStreamTest {
    private static final String[] ENGLISH = {
        "You can ",
        "order a new card ",
        "in the app. ",
        "Open Cards and ",
        "choose Replace. ",
        "It comes by post ",
        "within five days. ",
        "You can follow it there. "
    };
    private static final String[] CHINESE = {
        "您可以在", "手机银行中", "申请换卡。", "请打开", "银行卡页面，", "选择更换。", "新卡会在五天内", "邮寄到您的地址。", "您可以随时查看进度。"
    };

    @TempDir
    private Path home;

    /** Two targets, so that the rules about refusals have something to decide too. */
    private static Gateway helpDesk(Path home, ScriptedUpstream upstream, String holdBack) {
        return Gateway.start(
                home,
                """
                targets:
                  - { name: up, kind: http, url: "%s" }
                  - { name: spare, kind: http, url: "%s" }
                routes: [ { name: help-desk, models: [ "*" ], targets: [ up, spare ], hold-back: %s } ]
                """
                        .formatted(upstream.url(), upstream.url(), holdBack));
    }

    private static String events(String... deltas) {
        StringBuilder events = new StringBuilder();
        for (String delta : deltas) {
            events.append("data: ").append(ChatStream.chunk(delta, null)).append("\n\n");
        }
        return events.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"How do I replace my card?", "怎么换卡？"})
    void firstContentComes_beforeTheTargetHasFinished(String question) {
        boolean chinese = question.startsWith("怎");
        String end = chinese
                ? "如有疑问，请致电400-000-0199，或写信给help@bank.example，客户经理是li.wei@bank.example。"
                : "Call 1-800-555-0199 or write to help@bank.example, your adviser is li.wei@bank.example.";
        CountDownLatch read = new CountDownLatch(1);
        try (ScriptedUpstream upstream =
                        ScriptedUpstream.halting(events(chinese ? CHINESE : ENGLISH), ChatStream.stream(end), read);
                Gateway gateway = helpDesk(home, upstream, "window")) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(gateway.url() + "/v1")
                    .apiKey("not-needed")
                    .maxRetries(0)
                    .build();
            StringBuilder text = new StringBuilder();
            try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                    .completions()
                    .createStreaming(ChatCompletionCreateParams.builder()
                            .model("help-desk")
                            .addUserMessage(question)
                            .build())) {
                Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
                while (text.isEmpty()) {
                    chunks.next()
                            .choices()
                            .forEach(choice -> choice.delta().content().ifPresent(text::append));
                }
                read.countDown();
                chunks.forEachRemaining(chunk -> chunk.choices()
                        .forEach(choice -> choice.delta().content().ifPresent(text::append)));
            }
            client.close();

            assertThat(text)
                    .hasToString(String.join("", chinese ? CHINESE : ENGLISH)
                            + end.replace("li.wei@bank.example", "[e-mail removed]"));
        }
    }

    @ParameterizedTest
    @CsvSource({"help@bank.example,.evil.com", "1-800-555-0199,", "help@bank,.example", "x,help@bank.example"})
    void addressIsJudgedAsAWhole_whenItComesInPieces(String first, String second) {
        String address = first + (second == null ? "" : second);
        boolean own = address.equals("help@bank.example") || address.startsWith("1-800");
        try (ScriptedUpstream upstream = ScriptedUpstream.slowly(ChatStream.stream(
                        "Write or call. ", "Here it is: ", first, second == null ? "" : second, " and thank you."));
                Gateway gateway = helpDesk(home, upstream, "window")) {
            String said = ChatStream.said(
                    gateway.askForStream("help-desk", "Whom do I ask?").body());

            assertThat(said)
                    .isEqualTo(
                            "Write or call. Here it is: " + (own ? address : "[e-mail removed]") + " and thank you.");
        }
    }

    @Test
    void redactionIsOnRecordAsTooLate_whenTheRouteHoldsNothingBack() {
        try (ScriptedUpstream upstream = ScriptedUpstream.streaming(ChatStream.stream(
                        "You can write to li.wei@bank.example. ",
                        "She works from Monday to Friday. ",
                        "The branch is in Main Street. ",
                        "It opens at nine. ",
                        "It closes at five. "));
                Gateway gateway = helpDesk(home, upstream, "none")) {
            var response = gateway.askForStream("help-desk", "Whom do I ask?");

            assertThat(ChatStream.said(response.body())).contains("li.wei@bank.example");
            assertThat(gateway.entries(response).toString()).contains("too-late");
        }
    }
}
