package dev.fulcrum.config;

import dev.fulcrum.config.GatewayConfig.HoldBack;
import dev.fulcrum.config.GatewayConfig.OnPolicyError;
import dev.fulcrum.config.GatewayConfig.OnUnknown;
import dev.fulcrum.config.GatewayConfig.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads one of {@code routes}, once all applications and targets are known. */
final class RouteReader {
    private static final Form<String> MODEL = Form.matching(
            "[^\\s\\p{Cntrl}]{1,200}", "a model's name without blanks, `*` for any characters, `?` for one");

    private final Names names;
    private final Names apps;
    private final ChoiceReader choices;

    RouteReader(Names names, Names apps, Names targets) {
        this.names = names;
        this.apps = apps;
        this.choices = new ChoiceReader(targets);
    }

    Route read(Section section) {
        String name = names.claim(section);
        List<String> callers = section.has("apps")
                ? apps.resolve(section.needItems("apps", "names of apps; leave the key out for all apps"))
                : apps.resolve(section.items("apps"));
        List<String> models = new ArrayList<>();
        section.needItems("models", "at least one model, such as [ \"gpt-*\" ]")
                .forEach(item -> item.read(MODEL).ifPresent(models::add));
        Route route = new Route(
                name,
                callers,
                models,
                choices.read(section.needItems("targets", "at least one name of a target")),
                section.get("hold-back", holdBack(), HoldBack.WHOLE),
                section.get("window", Form.whole(20, 20_000), 240),
                section.get("on-policy-error", onPolicyError(), OnPolicyError.CLOSED),
                section.get("on-unknown", onUnknown(), OnUnknown.PASS),
                section.get("deadline", Units.duration("100ms", "1h"), Duration.ofMinutes(2)),
                section.get("attempts", Form.whole(1, 10), 3));
        section.close();
        return route;
    }

    private static Form<HoldBack> holdBack() {
        return Form.oneOf(List.of(HoldBack.values()), value -> value.name().toLowerCase(Locale.ROOT));
    }

    private static Form<OnUnknown> onUnknown() {
        return Form.oneOf(List.of(OnUnknown.values()), value -> value.name().toLowerCase(Locale.ROOT));
    }

    private static Form<OnPolicyError> onPolicyError() {
        return Form.oneOf(List.of(OnPolicyError.values()), value -> value.name().toLowerCase(Locale.ROOT));
    }
}
