package dev.fulcrum.admin;

import dev.fulcrum.ledger.TokenRole;
import dev.fulcrum.model.Problem;
import dev.fulcrum.policy.Revision;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;

/** Serves the kept revisions, and puts one in force. */
final class RevisionCalls {
    private final AdminParts parts;

    RevisionCalls(AdminParts parts) {
        this.parts = parts;
    }

    void mount(Router router, Calls calls) {
        calls.get(router, "/admin/v1/revisions", (context, operator) -> Vertx.currentContext()
                .executeBlocking(this::revisions, false));
        calls.mount(
                router.route(HttpMethod.POST, "/admin/v1/revisions/:id/activate"),
                TokenRole.OPERATOR,
                (context, operator) -> answer(
                        context, parts.revisions().activate(context.pathParam("id"), operator.name(), why(context))));
        calls.mount(
                router.route(HttpMethod.POST, "/admin/v1/reload"),
                TokenRole.OPERATOR,
                (context, operator) -> answer(context, parts.revisions().reload(operator.name(), why(context))));
    }

    private static String why(RoutingContext context) {
        return Calls.body(context).getValue("why") instanceof String why ? why : "";
    }

    private JsonObject revisions() {
        String current = parts.revisions().current().map(Revision::id).orElse("");
        JsonArray revisions = new JsonArray();
        parts.revisions()
                .kept()
                .forEach(kept -> revisions.add(new JsonObject()
                        .put("id", kept.revision())
                        .put("activatedAt", kept.at().toString())
                        .put("current", kept.revision().equals(current))));
        return new JsonObject().put("current", current).put("revisions", revisions);
    }

    private static Future<JsonObject> answer(RoutingContext context, CompletionStage<Revisions.Result> stage) {
        return Future.fromCompletionStage(stage, Vertx.currentContext()).map(result -> {
            if (result instanceof Revisions.Result.InForce inForce) {
                return new JsonObject()
                        .put("revision", inForce.revision().id())
                        .put("changed", inForce.changed())
                        .put("rules", inForce.revision().rules().size())
                        .put("buildMillis", inForce.revision().buildMillis())
                        .put("warnings", problems(inForce.revision().warnings()));
            } else if (result instanceof Revisions.Result.Refused refused) {
                context.response().setStatusCode(422);
                return new JsonObject()
                        .put(
                                "error",
                                new JsonObject()
                                        .put("code", "bundle_refused")
                                        .put("message", "the bundle is refused; the revision in force stays")
                                        .put("problems", problems(refused.problems())));
            }
            throw new Refusal(
                    404, "unknown_revision", "no revision of this id is kept; GET /admin/v1/revisions lists them");
        });
    }

    private static JsonArray problems(Iterable<Problem> problems) {
        JsonArray array = new JsonArray();
        for (Problem problem : problems) {
            array.add(new JsonObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("path", problem.path())
                    .put("what", problem.what())
                    .put("mend", problem.mend()));
        }
        return array;
    }
}
