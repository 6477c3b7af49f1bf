package dev.fulcrum.admin;

import dev.fulcrum.ledger.TokenRole;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The frame around every admin call: who calls, with which right, and one place where failures become answers. */
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private final Tokens tokens;
    private final WrongTokens wrong;

    /** One call: its context and who makes it, to a JSON value. */
    @FunctionalInterface
    interface Call {
        Future<?> answer(RoutingContext context, Tokens.Operator operator);
    }

    Calls(Tokens tokens, WrongTokens wrong) {
        this.tokens = tokens;
        this.wrong = wrong;
    }

    void get(Router router, String path, Call call) {
        get(router, path, Set.of(), call);
    }

    /** @param query names of the parameters that it knows */
    void get(Router router, String path, Set<String> query, Call call) {
        mount(router.route(HttpMethod.GET, path), TokenRole.VIEWER, query, call);
    }

    /** Mounts a call that needs a role and knows no parameters. */
    void mount(Route route, TokenRole needed, Call call) {
        mount(route, needed, Set.of(), call);
    }

    /** Mounts a call that needs a role; a parameter that it does not know, or that is given twice, is refused. */
    void mount(Route route, TokenRole needed, Set<String> query, Call call) {
        route.handler(context -> tokens.identify(context.request().getHeader("authorization"))
                .compose(operator -> {
                    Tokens.Operator known = operator.orElseThrow(() -> unknown(context));
                    if (!covers(known.role(), needed)) {
                        throw new Refusal(
                                403,
                                "role_needed",
                                "this needs the role " + needed.id() + "; the token `" + known.name() + "` has "
                                        + known.role().id());
                    }
                    checkQuery(context, query);
                    return call.answer(context, known);
                })
                .onSuccess(answer -> answer(context, answer))
                .onFailure(context::fail));
    }

    private Refusal unknown(RoutingContext context) {
        if (context.request().getHeader("authorization") != null
                && wrong.tooMany(context.request().connection().remoteAddress().hostAddress())) {
            context.response().putHeader("retry-after", "60");
            return new Refusal(429, "too_many_wrong_tokens", "too many calls with a wrong token; wait a minute");
        }
        return new Refusal(401, "token_needed", "a bearer token is needed; `fulcrum.jar token create` makes one");
    }

    /** What is asked for and not understood must not look as if it had been obeyed. */
    private static void checkQuery(RoutingContext context, Set<String> known) {
        MultiMap given;
        try {
            given = context.queryParams();
        } catch (RuntimeException unreadable) {
            throw new Refusal(400, "bad_parameter", "the query cannot be read");
        }
        for (String name : given.names()) {
            if (!known.contains(name)) {
                throw new Refusal(
                        400,
                        "unknown_parameter",
                        "the parameter `" + name + "` is not known here; " + Known.mend(name, known));
            }
            if (given.getAll(name).size() > 1) {
                throw new Refusal(400, "bad_parameter", "the parameter `" + name + "` is given twice");
            }
        }
    }

    /** An admin may do everything, and everybody with a token may look. */
    private static boolean covers(TokenRole role, TokenRole needed) {
        return role == TokenRole.ADMIN || role == needed || needed == TokenRole.VIEWER;
    }

    private static void answer(RoutingContext context, Object answer) {
        if (!context.response().ended() && !context.response().headWritten()) {
            context.response().putHeader("cache-control", "no-store");
            context.json(answer);
        }
    }

    void mountErrors(Router router) {
        router.route()
                .handler(context -> context.fail(new Refusal(
                        404,
                        "not_found",
                        "nothing is served at " + context.request().method() + " " + context.normalizedPath())));
        router.route().failureHandler(Calls::fail);
    }

    private static void fail(RoutingContext context) {
        Throwable cause = context.failure();
        Refusal refusal;
        if (cause instanceof Refusal known) {
            refusal = known;
        } else if (cause == null || context.statusCode() == 413 || context.statusCode() == 400) {
            int status = context.statusCode() > 0 ? context.statusCode() : 500;
            refusal = new Refusal(
                    status, "bad_request", status == 413 ? "the body is too long" : "the call cannot be read");
        } else {
            LOG.error("admin call {} {} broke", context.request().method(), context.normalizedPath(), cause);
            refusal = new Refusal(500, "internal_error", "the gateway broke; its log says why");
        }
        if (!context.response().ended()) {
            if (refusal.status() == 401) {
                context.response().putHeader("www-authenticate", "Bearer");
            }
            context.response().setStatusCode(refusal.status());
            context.json(refusal.toJson());
        }
    }

    /** The body as a JSON object; an empty body is an empty object. */
    static JsonObject body(RoutingContext context) {
        try {
            return Optional.ofNullable(context.body().asJsonObject()).orElseGet(JsonObject::new);
        } catch (DecodeException | ClassCastException e) {
            throw new Refusal(400, "bad_json", "the body is not a JSON object");
        }
    }

    /** The body as a JSON object that has no other fields than these. */
    static JsonObject body(RoutingContext context, Set<String> known) {
        JsonObject body = body(context);
        for (String name : body.fieldNames()) {
            if (!known.contains(name)) {
                throw new Refusal(
                        400, "unknown_field", "the field `" + name + "` is not known here; " + Known.mend(name, known));
            }
        }
        return body;
    }

    /** A positive number of the query, or the given one. */
    static int number(RoutingContext context, String name, int otherwise, int most) {
        String text = context.request().getParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            LOG.debug("{} is no number", name);
        }
        throw new Refusal(400, "bad_parameter", "`" + name + "` is `" + text + "`; expected 1 to " + most);
    }
}
