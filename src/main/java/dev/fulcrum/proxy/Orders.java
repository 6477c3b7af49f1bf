package dev.fulcrum.proxy;

import dev.fulcrum.model.Instruct;
import dev.fulcrum.model.Reroute;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.policy.Revision;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes of a request and what was decided about it what the targets are asked. */
final class Orders {
    private final Routes routes;
    private final int answerLimitBytes;

    /** @param answerLimitBytes the longest answer that is held back whole */
    Orders(Routes routes, int answerLimitBytes) {
        this.routes = routes;
        this.answerLimitBytes = answerLimitBytes;
    }

    Dispatch.Order of(Passage passage, Admitted admitted, Decision decision) {
        List<Route.Stop> stops =
                routes.stops(admitted.route(), decision.reroute().map(Reroute::target), passage.exchange());
        Revision.Reach reach = passage.standing().reach();
        Remedies remedies = Remedies.of(passage, admitted, decision);
        boolean awaits =
                remedies.awaitsAnswers(stops.size() > 1 && admitted.route().attempts() > 1);
        boolean shadowed = remedies.readsAnswers() && !awaits;
        return new Dispatch.Order(
                stops,
                path(passage, admitted.http()),
                HeaderRules.forTarget(admitted.http().headers()),
                HeaderRules.credentials(admitted.http().headers()),
                bodies(passage, admitted, decision),
                new Call.Reading(
                        passage.surface(),
                        admitted.route().holdBack().course(reach),
                        reach != Revision.Reach.NONE || shadowed || Accounting.limited(passage),
                        awaits,
                        shadowed,
                        answerLimitBytes),
                remedies);
    }

    /** With the caller's query, of which targets get what they should. */
    private static String path(Passage passage, HttpServerRequest http) {
        String query = http.query();
        return query == null || query.isEmpty()
                ? passage.surface().path()
                : passage.surface().path() + "?" + query;
    }

    private static Dispatch.Bodies bodies(Passage passage, Admitted admitted, Decision decision) {
        List<TextEdit> edits = Redactions.merge(decision.redactions());
        List<String> instructions = new ArrayList<>();
        for (Instruct instruct : decision.instructions()) {
            instructions.add(Release.words(passage, instruct.text()));
        }
        return (Optional<String> model, List<String> more) -> {
            if (more.isEmpty()) {
                return admitted.request().edited(edits, instructions, model);
            }
            List<String> all = new ArrayList<>(instructions);
            all.addAll(more);
            return admitted.request().edited(edits, all, model);
        };
    }
}
