package dev.fulcrum.proxy;

import dev.fulcrum.model.AnswerOpening;

/** Tells what a text of the model does, as far as its beginning tells. Thread-safe; cheap however long the text is. */
@FunctionalInterface
public interface Openings {

    /**
     * What a text does; what is told of a beginning holds for every text that begins so.
     *
     * @param complete whether nothing more will come
     */
    AnswerOpening of(String text, boolean complete);
}
