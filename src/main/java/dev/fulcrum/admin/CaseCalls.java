package dev.fulcrum.admin;

import dev.fulcrum.handoff.Case;
import dev.fulcrum.handoff.CaseResult;
import dev.fulcrum.ledger.TokenRole;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Serves cases to the people who work on them: list, claim, release, answer. */
final class CaseCalls {
    private static final int ANSWER_CHARACTERS = 20_000;
    private final AdminParts parts;
    private final Vertx vertx;

    CaseCalls(AdminParts parts, Vertx vertx) {
        this.parts = parts;
        this.vertx = vertx;
    }

    void mount(Router router, Calls calls) {
        calls.mount(
                router.route(HttpMethod.GET, "/admin/v1/cases"),
                TokenRole.REVIEWER,
                Set.of("state", "desk", "limit"),
                this::list);
        calls.mount(router.route(HttpMethod.GET, "/admin/v1/cases/:id"), TokenRole.REVIEWER, this::one);
        verb(router, calls, "claim", (context, operator) -> parts.desk()
                .claim(id(context), operator.name(), takesOver(context, operator)));
        verb(router, calls, "release", (context, operator) -> {
            Calls.body(context, Set.of());
            return parts.desk().release(id(context), operator.name(), operator.role() == TokenRole.ADMIN);
        });
        verb(router, calls, "answer", (context, operator) -> parts.desk()
                .answer(id(context), operator.name(), answer(context)));
    }

    /** Whether an admin asks for a case that somebody else may hold. */
    private static boolean takesOver(RoutingContext context, Tokens.Operator operator) {
        Object wish = Calls.body(context, Set.of("takeOver")).getValue("takeOver");
        if (wish != null && !(wish instanceof Boolean)) {
            throw new Refusal(400, "bad_field", "`takeOver` is `" + wish + "`; expected true or false");
        }
        boolean takesOver = Boolean.TRUE.equals(wish);
        if (takesOver && operator.role() != TokenRole.ADMIN) {
            throw new Refusal(403, "role_needed", "`takeOver` needs the role admin");
        }
        return takesOver;
    }

    @FunctionalInterface
    private interface Verb {
        CompletionStage<CaseResult> apply(RoutingContext context, Tokens.Operator operator);
    }

    private void verb(Router router, Calls calls, String word, Verb verb) {
        calls.mount(
                router.route(HttpMethod.POST, "/admin/v1/cases/:id/" + word),
                TokenRole.REVIEWER,
                (context, operator) -> Future.fromCompletionStage(verb.apply(context, operator), Vertx.currentContext())
                        .compose(result -> withQuestion(done(result))));
    }

    private static Case done(CaseResult result) {
        if (result instanceof CaseResult.Done done) {
            return done.now();
        } else if (result instanceof CaseResult.Unknown unknown) {
            throw unknown(unknown.id());
        } else if (result instanceof CaseResult.HeldByOther held) {
            throw new Refusal(
                    409,
                    "case_held",
                    "the case is claimed by " + holder(held.now())
                            + "; an admin can take it over with {\"takeOver\": true}");
        } else if (result instanceof CaseResult.AlreadyAnswered answered) {
            throw new Refusal(
                    409, "case_answered", "the case is answered already, claimed by " + holder(answered.now()));
        }
        throw new Refusal(409, "case_not_claimed", "nobody has claimed the case; POST …/claim first");
    }

    private static String holder(Case held) {
        return held.claim().map(it -> it.who() + " since " + it.since()).orElse("nobody");
    }

    private static Refusal unknown(String id) {
        return new Refusal(404, "unknown_case", "there is no case `" + id + "`");
    }

    private static String id(RoutingContext context) {
        return context.pathParam("id");
    }

    private static String answer(RoutingContext context) {
        Object text = Calls.body(context, Set.of("text")).getValue("text");
        if (!(text instanceof String answer) || answer.isBlank() || answer.length() > ANSWER_CHARACTERS) {
            throw new Refusal(
                    400,
                    "answer_needed",
                    "`text` has to be what the customer is told, up to " + ANSWER_CHARACTERS + " characters");
        }
        return answer;
    }

    private Future<JsonObject> list(RoutingContext context, Tokens.Operator operator) {
        Optional<Case.State> state = Optional.ofNullable(context.request().getParam("state"))
                .map(it -> Case.State.of(it)
                        .orElseThrow(() -> new Refusal(
                                400, "bad_parameter", "`state` is `" + it + "`; expected open, claimed or answered")));
        Optional<String> desk = Optional.ofNullable(context.request().getParam("desk"));
        int limit = Calls.number(context, "limit", 100, 1000);
        return vertx.executeBlocking(
                () -> {
                    JsonArray array = new JsonArray();
                    parts.desk().list(state, desk, limit).forEach(it -> array.add(json(it)));
                    return new JsonObject().put("cases", array);
                },
                false);
    }

    private Future<JsonObject> one(RoutingContext context, Tokens.Operator operator) {
        String id = id(context);
        return vertx.executeBlocking(() -> parts.desk().find(id).orElseThrow(() -> unknown(id)), false)
                .compose(this::withQuestion);
    }

    /** The case with the conversation, for the person who works on it. */
    private Future<JsonObject> withQuestion(Case found) {
        return vertx.executeBlocking(
                () -> json(found)
                        .put("question", parts.desk().question(found.id()).orElse("")),
                false);
    }

    private static JsonObject json(Case found) {
        JsonObject json = new JsonObject()
                .put("id", found.id())
                .put("state", found.state().id())
                .put("desk", found.desk())
                .put("app", found.app())
                .put("exchange", found.exchange())
                .put("rule", found.rule())
                .put("language", found.language())
                .put("openedAt", found.opened().toString());
        found.claim().ifPresent(claim -> json.put("claimedBy", claim.who())
                .put("claimedAt", claim.since().toString()));
        found.answer().ifPresent(answer -> json.put("answer", answer.text())
                .put("answeredAt", answer.at().toString()));
        return json;
    }
}
