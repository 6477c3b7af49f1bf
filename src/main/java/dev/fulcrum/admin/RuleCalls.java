package dev.fulcrum.admin;

import dev.fulcrum.ledger.TokenRole;
import dev.fulcrum.model.AcceptedPrice;
import dev.fulcrum.model.Risk;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Switches;
import dev.fulcrum.policy.Revision;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;

/** Serves the rules in force, their switches, and the risk register. */
final class RuleCalls {
    private static final String SWITCH = "/admin/v1/rules/(?<id>.+)/switch";
    private final AdminParts parts;

    RuleCalls(AdminParts parts) {
        this.parts = parts;
    }

    void mount(Router router, Calls calls) {
        calls.get(router, "/admin/v1/rules", (context, operator) -> Future.succeededFuture(rules()));
        calls.get(router, "/admin/v1/risks", (context, operator) -> Future.succeededFuture(risks()));
        calls.mount(
                router.routeWithRegex(HttpMethod.GET, SWITCH),
                TokenRole.VIEWER,
                (context, operator) -> Future.succeededFuture(
                        switchOf(rule(context), parts.switches().current())));
        calls.mount(router.routeWithRegex(HttpMethod.PUT, SWITCH), TokenRole.OPERATOR, this::put);
    }

    private Future<JsonObject> put(RoutingContext context, Tokens.Operator operator) {
        RuleContract rule = rule(context);
        Switch change =
                new SwitchCall(Calls.body(context), parts.clock().instant(), parts.apps()).read(rule, operator.name());
        return Future.fromCompletionStage(parts.switches().put(rule.id(), change), Vertx.currentContext())
                .map(switches -> switchOf(rule, switches));
    }

    private Revision revision() {
        return parts.revisions()
                .current()
                .orElseThrow(() -> new Refusal(503, "no_rules", "the gateway has no rules in force yet"));
    }

    private RuleContract rule(RoutingContext context) {
        String id = context.pathParam("id");
        return revision()
                .rule(id)
                .orElseThrow(() -> new Refusal(
                        404,
                        "unknown_rule",
                        "no rule in force is called `" + id + "`; GET /admin/v1/rules lists them"));
    }

    private JsonObject rules() {
        Revision revision = revision();
        Switches switches = parts.switches().current();
        JsonArray rules = new JsonArray();
        for (RuleContract rule : revision.rules()) {
            JsonObject json = new JsonObject()
                    .put("id", rule.id())
                    .put("phase", rule.phase().id())
                    .put("owner", rule.owner())
                    .put("lowers", new JsonArray(rule.lowers()))
                    .put("raises", new JsonArray(rule.raises()))
                    .put(
                            "accepts",
                            new JsonArray(rule.accepts().stream()
                                    .map(AcceptedPrice::text)
                                    .toList()))
                    .put("because", rule.because())
                    .put("infers", new JsonArray(rule.infers()))
                    .put("file", rule.file())
                    .put("line", rule.line())
                    .put("out", revision.takenOut().contains(rule.id()))
                    .put("switch", switchOf(rule, switches));
            rule.review().ifPresent(day -> json.put("review", day.toString()));
            rules.add(json);
        }
        return new JsonObject()
                .put("revision", revision.id())
                .put("switches", switches.version())
                .put("rules", rules);
    }

    /** The switch for applications without one of their own, and every layer in force beneath and above it. */
    private JsonObject switchOf(RuleContract rule, Switches switches) {
        Instant now = parts.clock().instant();
        JsonArray layers = new JsonArray();
        List<Switch> stack = switches.layers().getOrDefault(rule.id(), List.of());
        stack.stream().filter(layer -> layer.inForce(now)).forEach(layer -> layers.add(json(layer)));
        return json(switches.of(rule.id(), "", now))
                .put("rule", rule.id())
                .put("version", switches.version())
                .put("layers", layers);
    }

    private static JsonObject json(Switch layer) {
        JsonObject json = new JsonObject()
                .put("mode", layer.mode().id())
                .put("holdout", layer.holdout())
                .put("apps", new JsonArray(layer.apps().stream().sorted().toList()))
                .put("why", layer.why())
                .put("by", layer.by())
                .put("since", layer.since().toString());
        layer.until().ifPresent(until -> json.put("until", until.toString()));
        return json;
    }

    private JsonObject risks() {
        JsonArray risks = new JsonArray();
        for (Risk risk : revision().source().register().all()) {
            risks.add(new JsonObject()
                    .put("id", risk.id())
                    .put("side", risk.side() == Risk.Side.HARM ? "harm" : "price")
                    .put("meaning", risk.meaning())
                    .put("measuredAs", risk.measuredAs())
                    .put("owner", risk.owner())
                    .put("tolerance", risk.tolerance())
                    .put("mapsTo", new JsonArray(risk.mapsTo())));
        }
        return new JsonObject().put("risks", risks);
    }
}
