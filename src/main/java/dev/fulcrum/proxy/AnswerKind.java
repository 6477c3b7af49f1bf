package dev.fulcrum.proxy;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.AnswerClass;
import dev.fulcrum.surface.WholeAnswer;
import java.util.List;
import java.util.function.Function;

/**
 * What the ledger calls an answer: what the surface's own fields say, and where they say {@code full}, what its text says.
 *
 * <p>Models nearly always refuse in plain words and end as if they had answered, so that the fields alone would hide most refusals.
 */
final class AnswerKind {
    private static final String FULL = "full";

    /** Choices to read; bounds the time on an event loop where a caller asks for a hundred. */
    private static final int CHOICES = 8;

    private final Function<String, AnswerClass> classes;

    /** @param classes the class of a text; cheap however long the text is */
    AnswerKind(Function<String, AnswerClass> classes) {
        this.classes = classes;
    }

    /**
     * One of {@code filtered}, {@code refusal}, {@code truncated}, {@code tool-call}, {@code partial}, {@code full}; of several choices
     * the one that withholds most.
     */
    String of(WholeAnswer answer) {
        String told = answer.answerClass();
        if (!told.equals(FULL)) {
            return told;
        }
        List<Answer> answers = answer.answers();
        for (int i = 0; i < Math.min(CHOICES, answers.size()); i++) {
            switch (classes.apply(answers.get(i).text()).compliance()) {
                case REFUSAL -> {
                    return "refusal";
                }
                case PARTIAL -> told = "partial";
                case FULL -> {}
            }
        }
        return told;
    }
}
