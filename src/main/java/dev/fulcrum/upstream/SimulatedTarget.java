package dev.fulcrum.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model that is played by a table of sentences: no network, no weights, and the same answer to the same messages.
 *
 * <p>Speaks OpenAI's Chat Completions. Every answer's {@code model} says that it is simulated, such as
 * {@code simulated/eager}.
 */
public final class SimulatedTarget implements Target {
    private static final String PATH = "/chat/completions";
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L; // spreads the choices of one seed

    private final String name;
    private final String model;
    private final AnswerBook book;
    private final Duration pace;
    private final Clock clock;

    /** @param pace the pause between two events of a stream; zero for none */
    public SimulatedTarget(String name, SimulatedCharacter character, Duration pace, Clock clock) {
        if (pace.isNegative()) {
            throw new IllegalArgumentException("pace must not be negative: " + pace);
        }
        this.name = name;
        this.model = "simulated/" + character.id();
        this.book = AnswerBook.of(character);
        this.pace = pace;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Future<UpstreamAnswer> send(UpstreamRequest request) {
        Context context = EventLoops.current();
        if (!Recording.withoutQuery(request.path()).endsWith(PATH)) {
            String message = "Target \"" + name + "\" is simulated and answers on paths ending in " + PATH + " only.";
            return Future.succeededFuture(
                    EmbeddedAnswer.error(context, new OpenAiError(404, message, null, "unknown_url")));
        }
        ChatReading reading = ChatRequest.read(request.body());
        return Future.succeededFuture(
                reading instanceof ChatRequest chat
                        ? answer(context, chat)
                        : EmbeddedAnswer.error(context, (OpenAiError) reading));
    }

    private UpstreamAnswer answer(Context context, ChatRequest chat) {
        List<ChatChoice> choices = IntStream.range(0, chat.choices())
                .mapToObj(index -> choice(chat, chat.seed() + index * GOLDEN_GAMMA))
                .toList();
        ChatCompletion completion = new ChatCompletion(
                "chatcmpl-simulated-" + Long.toHexString(chat.seed()),
                clock.instant().getEpochSecond(),
                model,
                chat.promptTokens(),
                choices);
        return chat.stream()
                ? EmbeddedAnswer.chunked(
                        context,
                        200,
                        EmbeddedAnswer.EVENT_STREAM,
                        completion.events(chat.includeUsage()).iterator(),
                        pace)
                : EmbeddedAnswer.whole(context, 200, EmbeddedAnswer.JSON, completion.json());
    }

    private ChatChoice choice(ChatRequest chat, long seed) {
        return ChatChoice.of(book.answer(chat.question(), seed), chat.maxTokens(), seed);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
