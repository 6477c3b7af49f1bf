package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.fulcrum.bench.Fleet.Variant;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long an application with the official OpenAI SDK waits for the first words of a streamed answer, and for its last: from the model
 * itself, and through Fulcrum with the shipped rules in windows and whole.
 *
 * <p>Arguments: answers of each variant, words of an answer, words a second. It ends by itself, and fails if an answer is not whole.
 */
public final class FirstContentBench {
    private static final PrintStream OUT = new PrintStream(System.out, true, UTF_8);
    private static final List<String> VARIANTS = List.of("direct", "window", "shipped");
    private static final int WARM_UP_ANSWERS = 100;
    private static final double NANOS_IN_MILLI = 1e6;

    private FirstContentBench() {}

    /** What an application saw of one answer, in nanoseconds from sending the request. */
    private record Seen(long firstNanos, long lastNanos) {}

    /** Runs the benchmark; see the class. */
    public static void main(String[] arguments) throws Exception {
        int answers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        int words = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        int rate = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 40;
        Pace pace = Pace.of(words, rate, Pace.Text.SENTENCES);
        Fleet.Plan plan = new Fleet.Plan(VARIANTS, List.of("-Xmx512m"), Optional.empty(), "", PacedUpstream.class);
        TreeMap<String, List<Seen>> seen = new TreeMap<>();
        try (Fleet fleet = Fleet.start(plan)) {
            for (Variant variant : fleet.variants()) {
                try (Application application = new Application(variant.port())) {
                    for (int i = 0; i < WARM_UP_ANSWERS; i++) {
                        application.ask(new Pace(words, 0, pace.text()), "warm up " + i);
                    }
                }
            }
            for (int i = 0; i < answers; i++) {
                for (Variant variant : fleet.variants()) {
                    try (Application application = new Application(variant.port())) {
                        application.ask(new Pace(2, 0, pace.text()), "connect " + i);
                        seen.computeIfAbsent(variant.name(), name -> new ArrayList<>())
                                .add(application.ask(pace, "What are your opening hours, for the " + i + "th time?"));
                    }
                }
            }
        }
        OUT.println(Machine.summary());
        OUT.println(answers + " answers of " + words + " words, one every " + pace.pauseMillis()
                + " ms; ms, median (worst)");
        for (String variant : VARIANTS) {
            OUT.printf(
                    "%-8s first content %s, last %s%n",
                    variant,
                    millis(seen.get(variant).stream().map(Seen::firstNanos).toList()),
                    millis(seen.get(variant).stream().map(Seen::lastNanos).toList()));
        }
    }

    private static String millis(List<Long> nanos) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return "%.1f (%.1f)"
                .formatted(
                        sorted.get(sorted.size() / 2) / NANOS_IN_MILLI, sorted.get(sorted.size() - 1) / NANOS_IN_MILLI);
    }

    /** An application as its developers write it. */
    private static final class Application implements AutoCloseable {
        private final OpenAIClient client;

        Application(int port) {
            client = OpenAIOkHttpClient.builder()
                    .baseUrl("http://127.0.0.1:" + port + "/v1")
                    .apiKey("not-needed")
                    .maxRetries(0)
                    .build();
        }

        Seen ask(Pace pace, String question) {
            ChatCompletionCreateParams.Builder request = ChatCompletionCreateParams.builder()
                    .model("bench-model")
                    .addUserMessage(question)
                    .maxCompletionTokens(pace.words())
                    .metadata(ChatCompletionCreateParams.Metadata.builder()
                            .putAdditionalProperty("pause_ms", JsonValue.from(Integer.toString(pace.pauseMillis())))
                            .putAdditionalProperty(
                                    "text", JsonValue.from(pace.text().name()))
                            .build());
            long sent = System.nanoTime();
            long first = 0;
            String finish = "";
            try (StreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(request.build())) {
                for (ChatCompletionChunk chunk : (Iterable<ChatCompletionChunk>) stream.stream()::iterator) {
                    for (ChatCompletionChunk.Choice choice : chunk.choices()) {
                        boolean text = choice.delta()
                                .content()
                                .filter(said -> !said.isEmpty())
                                .isPresent();
                        first = text && first == 0 ? System.nanoTime() : first;
                        finish += choice.finishReason().map(Object::toString).orElse("");
                    }
                }
            }
            if (first == 0 || !finish.equals("stop")) {
                throw new IllegalStateException("the answer was not whole: it ended with `" + finish + "`");
            }
            return new Seen(first - sent, System.nanoTime() - sent);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
