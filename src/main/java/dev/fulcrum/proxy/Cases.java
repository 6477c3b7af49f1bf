package dev.fulcrum.proxy;

import dev.fulcrum.handoff.Case;
import dev.fulcrum.handoff.HandoffDesk;
import dev.fulcrum.handoff.NewCase;
import dev.fulcrum.model.Handoff;
import dev.fulcrum.model.Message;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.surface.SurfaceRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;

/** Opens a case for a person, with the conversation as the user had it. */
final class Cases {
    private static final int QUESTION_CHARACTERS = 16_000;
    private final HandoffDesk desk;
    private final Set<String> desks;

    Cases(HandoffDesk desk, Set<String> desks) {
        this.desk = desk;
        this.desks = desks;
    }

    /** The id of the case, which is durable by then; fails with a {@link Failure} when the desk is unknown. */
    Future<String> open(Passage passage, SurfaceRequest request, RuleContract rule, Handoff handoff) {
        if (!desks.contains(handoff.desk())) {
            return Future.failedFuture(Failure.ofGateway(
                    500, "policy_error", "the rule " + rule.id() + " hands off to a desk that does not exist"));
        }
        Context context = Vertx.currentContext();
        NewCase wanted = new NewCase(
                passage.id(),
                passage.app(),
                handoff.desk(),
                rule.id(),
                passage.exchange().language(),
                question(request.messages()));
        return Future.fromCompletionStage(desk.open(wanted), context)
                .map(Case::id)
                .recover(cause -> Future.failedFuture(Failure.unrecorded()));
    }

    /** The conversation in lines of `role: text`; of a long one, the end. */
    private static String question(List<Message> messages) {
        StringBuilder text = new StringBuilder();
        for (Message message : messages) {
            text.append(message.role()).append(": ").append(message.text()).append('\n');
        }
        int from = Math.max(0, text.length() - QUESTION_CHARACTERS);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from++;
        }
        return text.substring(from);
    }
}
