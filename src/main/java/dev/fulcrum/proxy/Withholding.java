package dev.fulcrum.proxy;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.AnswerOpening;
import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.AnswerSoFar;
import dev.fulcrum.surface.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether a model withholds what it was asked for: in its own words, in the surface's field for refusals, or by its vendor's filter.
 *
 * <p>An answer of several choices withholds only what all of them withhold; one that calls a tool withholds nothing. Of each choice the beginning
 * tells, so that a stream is told as early as it can be and no differently than the whole.
 */
final class Withholding {
    private static final Set<String> FILTERED = Set.of("content_filter", "refusal");

    /** How Azure OpenAI tells that its filter did not like the prompt, with status 400. */
    private static final Pattern FILTERED_PROMPT = Pattern.compile("\"code\"\\s*:\\s*\"content_filter\"");

    private static final int ERROR_BYTES = 64 * 1024;

    private final Openings openings;

    Withholding(Openings openings) {
        this.openings = openings;
    }

    /** What a whole answer does. */
    AnswerOpening of(WholeAnswer answer) {
        return answer.toolCalls().isEmpty() ? of(answer.answers()) : AnswerOpening.ANSWERS;
    }

    /** What a stream does, as far as it has come. */
    AnswerOpening of(AnswerReader stream) {
        AnswerSoFar come = stream.soFar();
        return come.toolCalls().isEmpty() ? of(come.answers()) : AnswerOpening.ANSWERS;
    }

    /** What an answer with an error's status does: a filter's refusal is no fault of the request. */
    AnswerOpening of(Taken.Rejected rejected) {
        boolean readable = rejected.head().status() == 400 && rejected.body().length() <= ERROR_BYTES;
        return readable
                        && FILTERED_PROMPT
                                .matcher(rejected.body().toString(StandardCharsets.UTF_8))
                                .find()
                ? AnswerOpening.REFUSES
                : AnswerOpening.ANSWERS;
    }

    private AnswerOpening of(List<Answer> choices) {
        boolean open = choices.isEmpty();
        boolean evades = false;
        for (int i = 0; i < choices.size(); i++) {
            AnswerOpening opening = of(choices.get(i));
            if (opening == AnswerOpening.ANSWERS) {
                return AnswerOpening.ANSWERS;
            }
            open |= opening == AnswerOpening.OPEN;
            evades |= opening == AnswerOpening.EVADES;
        }
        return open ? AnswerOpening.OPEN : evades ? AnswerOpening.EVADES : AnswerOpening.REFUSES;
    }

    private AnswerOpening of(Answer choice) {
        boolean filtered = !choice.refusal().isEmpty() || FILTERED.contains(choice.finishReason());
        return filtered ? AnswerOpening.REFUSES : openings.of(choice.text(), choice.complete());
    }
}
