package dev.fulcrum.inspect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The model bge-small-zh-v1.5 in LangChain4j's packing, by reflection: its jar is a hundred megabytes that most gateways do without.
 *
 * <p>Thread-safe, as the model is.
 */
final class BgeSmallZh implements SentenceModel {
    private static final String MODEL_CLASS =
            "dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel";

    private final Object model;
    private final Method embed;
    private final Method content;
    private final Method vector;

    private BgeSmallZh(Object model, Method embed, Method content, Method vector) {
        this.model = model;
        this.embed = embed;
        this.content = content;
        this.vector = vector;
    }

    /** The one model of this process, loaded when it is first asked for, since it takes half a second and a hundred megabytes. */
    private static final class Loaded {
        static final Optional<SentenceModel> MODEL = load();
    }

    static Optional<SentenceModel> onClassPath() {
        return Loaded.MODEL;
    }

    private static Optional<SentenceModel> load() {
        Class<?> type;
        try {
            type = Class.forName(MODEL_CLASS);
        } catch (ClassNotFoundException absent) {
            return Optional.empty();
        }
        try {
            Executor sameThread = Runnable::run;
            return Optional.of(new BgeSmallZh(
                    type.getConstructor(Executor.class).newInstance(sameThread),
                    type.getMethod("embed", String.class),
                    Class.forName("dev.langchain4j.model.output.Response").getMethod("content"),
                    Class.forName("dev.langchain4j.data.embedding.Embedding").getMethod("vector")));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the semantic jar on the class path is of a version that is not known", e);
        }
    }

    @Override
    public float[] vector(String sentence) {
        try {
            return (float[]) vector.invoke(content.invoke(embed.invoke(model, sentence)));
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException("the sentence model broke", e);
        }
    }
}
