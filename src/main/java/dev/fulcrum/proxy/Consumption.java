package dev.fulcrum.proxy;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.surface.SurfaceRequest;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.TokenEstimate;
import java.util.ArrayList;
import java.util.List;

/** The answers that one exchange used, those that were given up for others included. Confined to one event loop. */
final class Consumption {

    /** An answer and where it came from. */
    record Use(String target, SurfaceRequest request, WholeAnswer answer) {
        Tokens reported() {
            return answer.tokens();
        }

        /**
         * About how many tokens it took, by the texts, for when the target does not say: without those of the answer where no rule
         * read it, since then it was not kept.
         */
        long estimate() {
            TokenEstimate estimate = new TokenEstimate();
            for (Part part : request.parts()) {
                estimate.add(part.text());
            }
            for (Answer choice : answer.answers()) {
                estimate.add(choice.text());
            }
            return estimate.tokens();
        }
    }

    private final List<Use> uses = new ArrayList<>();

    /** Notes an answer; one that was given up and is used after all counts once. */
    void add(String target, SurfaceRequest request, WholeAnswer answer) {
        if (uses.stream().noneMatch(use -> use.answer() == answer)) {
            uses.add(new Use(target, request, answer));
        }
    }

    List<Use> uses() {
        return uses;
    }
}
