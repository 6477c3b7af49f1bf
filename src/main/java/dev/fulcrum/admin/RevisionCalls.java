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
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
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
                router.route(HttpMethod.POST, "/admin/v1/revisions/unpin"),
                TokenRole.OPERATOR,
                (context, operator) -> answer(context, parts.revisions().unpin(operator.name(), why(context))));
        calls.mount(router.route(HttpMethod.POST, "/admin/v1/reload"), TokenRole.OPERATOR, this::reload);
    }

    /** The keys first, since a mistake in the configuration has to be mended before anything else is worth a look. */
    private Future<JsonObject> reload(RoutingContext context, Tokens.Operator operator) {
        String why = why(context);
        return Future.fromCompletionStage(parts.appKeys().reload(operator.name(), why), Vertx.currentContext())
                .compose(keys -> {
                    if (keys instanceof AppKeys.Result.Refused refused) {
                        return Future.succeededFuture(refused(
                                context,
                                "configuration_refused",
                                "the configuration has mistakes; the keys stay, and the rules were not read again",
                                refused.problems()));
                    }
                    AppKeys.Result.InForce inForce = (AppKeys.Result.InForce) keys;
                    return answer(context, parts.revisions().reload(operator.name(), why))
                            .map(answer -> answer.put("keys", new JsonObject(new TreeMap<>(inForce.changed())))
                                    .put("needsRestart", new JsonArray(inForce.needsRestart())));
                });
    }

    private static String why(RoutingContext context) {
        Object why = Calls.body(context, Set.of("why")).getValue("why");
        if (why != null && !(why instanceof String)) {
            throw new Refusal(400, "bad_field", "`why` is `" + why + "`; expected a text");
        }
        return why == null ? "" : (String) why;
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
        return new JsonObject()
                .put("current", current)
                .put("pinned", parts.revisions().pinned())
                .put("revisions", revisions);
    }

    private Future<JsonObject> answer(RoutingContext context, CompletionStage<Revisions.Result> stage) {
        return Future.fromCompletionStage(stage, Vertx.currentContext()).map(result -> {
            if (result instanceof Revisions.Result.InForce inForce) {
                return new JsonObject()
                        .put("revision", inForce.revision().id())
                        .put("changed", inForce.changed())
                        .put("rules", inForce.revision().rules().size())
                        .put("buildMillis", inForce.revision().buildMillis())
                        .put("pinned", parts.revisions().pinned())
                        .put("warnings", problems(inForce.revision().warnings()));
            } else if (result instanceof Revisions.Result.Pinned kept) {
                return new JsonObject()
                        .put("revision", kept.revision().id())
                        .put("changed", false)
                        .put("pinned", true)
                        .put(
                                "message",
                                "an operator pinned this revision, and the rules directory was not put in force; POST"
                                        + " /admin/v1/revisions/unpin lets it decide again");
            } else if (result instanceof Revisions.Result.Refused refused) {
                return refused(
                        context,
                        "bundle_refused",
                        "the bundle is refused; the revision in force stays",
                        refused.problems());
            }
            throw new Refusal(
                    404, "unknown_revision", "no revision of this id is kept; GET /admin/v1/revisions lists them");
        });
    }

    private static JsonObject refused(RoutingContext context, String code, String message, List<Problem> problems) {
        context.response().setStatusCode(422);
        JsonObject error =
                new JsonObject().put("code", code).put("message", message).put("problems", problems(problems));
        return new JsonObject().put("error", error);
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
