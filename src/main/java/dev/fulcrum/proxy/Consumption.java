package dev.fulcrum.proxy;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.surface.AnswerReader;
import dev.fulcrum.surface.SurfaceRequest;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.TokenEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The answers that one exchange used, those that were given up for others included. Confined to one event loop. */
final class Consumption {

    /**
     * An answer and where it came from.
     *
     * @param answer empty when it was not read to its end
     * @param said what was read of it
     */
    record Use(String target, SurfaceRequest request, Optional<WholeAnswer> answer, Supplier<List<Answer>> said) {
        Tokens reported() {
            return answer.map(WholeAnswer::tokens).orElse(Tokens.NONE);
        }

        /** About how many tokens it took, by the texts, for when the target does not say. */
        Tokens estimate() {
            TokenEstimate input = new TokenEstimate();
            for (Part part : request.parts()) {
                input.add(part.text());
            }
            TokenEstimate output = new TokenEstimate();
            for (Answer choice : said.get()) {
                output.add(choice.text());
            }
            return new Tokens(input.tokens(), output.tokens());
        }
    }

    private final List<Use> uses = new ArrayList<>();

    /** Notes an answer; one that was given up and is used after all counts once. */
    void add(String target, SurfaceRequest request, WholeAnswer answer) {
        for (Use use : uses) {
            if (use.answer().orElse(null) == answer) {
                return;
            }
        }
        uses.add(new Use(target, request, Optional.of(answer), answer::answers));
    }

    /** Notes a stream that went to the caller and ends before its own end, since the caller left or a rule stopped it. */
    void cut(String target, SurfaceRequest request, AnswerReader stream) {
        uses.add(new Use(target, request, Optional.empty(), () -> stream.soFar().answers()));
    }

    List<Use> uses() {
        return uses;
    }
}
