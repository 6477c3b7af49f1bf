package dev.fulcrum.surface;

import java.util.List;

/** Every wire API that there is an adapter for. */
public final class Surfaces {
    private Surfaces() {}

    /** The surfaces for requests that nest at most {@code maxDepth} deep; at least 1. The first one is what most callers speak. */
    public static List<Surface> all(int maxDepth) {
        return List.of(
                new ChatCompletions(maxDepth),
                new OpenAiResponses(maxDepth),
                new OpenAiCompletions(maxDepth),
                new OpenAiEmbeddings(maxDepth),
                new AnthropicMessages(maxDepth));
    }
}
