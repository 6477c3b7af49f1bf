package dev.fulcrum.inspect;

import java.util.Optional;

/** Turns a sentence into a vector, near to those of sentences that mean about the same. Thread-safe; takes milliseconds. */
@FunctionalInterface
public interface SentenceModel {

    /**
     * The sentence's vector, of any length but zero.
     *
     * @throws IllegalStateException when the model breaks
     */
    float[] vector(String sentence);

    /** The model that lies on the class path, loaded at the first call; empty when there is none. */
    static Optional<SentenceModel> onClassPath() {
        return BgeSmallZh.onClassPath();
    }
}
