package dev.fulcrum.admin;

import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Switch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the body of {@code PUT /rules/{id}/switch} strictly, and names every fault at once. */
final class SwitchCall {
    private static final Set<String> KNOWN = Set.of("mode", "holdout", "apps", "until", "why");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final List<String> faults = new ArrayList<>();
    private final JsonObject body;
    private final Instant now;
    private final Set<String> knownApps;

    /**
     * @param knownApps names of applications; empty when any name is one
     */
    SwitchCall(JsonObject body, Instant now, Set<String> knownApps) {
        this.body = body;
        this.now = now;
        this.knownApps = knownApps;
    }

    /** The switch; throws a {@link Refusal} of status 400. */
    Switch read(RuleContract rule, String who) {
        for (String key : body.fieldNames()) {
            if (!KNOWN.contains(key)) {
                faults.add("`" + key + "` is not known; known are mode, holdout, apps, until, why");
            }
        }
        Switch.Mode mode = mode(rule);
        double holdout = holdout(mode);
        Set<String> apps = apps();
        Optional<Instant> until = until();
        String why = body.getValue("why") instanceof String text ? text.strip() : "";
        if (why.isEmpty()) {
            faults.add("`why` is missing: say why, it stands in the audit");
        }
        if (!faults.isEmpty()) {
            throw new Refusal(400, "invalid_switch", "the switch was not changed", faults);
        }
        return new Switch(mode, holdout, apps, until, why, who, now);
    }

    private Switch.Mode mode(RuleContract rule) {
        String id = body.getValue("mode") instanceof String text ? text : "";
        Optional<Switch.Mode> mode = Switch.Mode.of(id);
        if (mode.isEmpty()) {
            faults.add("`mode` is `" + body.getValue("mode") + "`; expected enforce, shadow or off");
        } else if (mode.get() == Switch.Mode.SHADOW && !rule.infers().isEmpty()) {
            faults.add("`mode` is `shadow`, but this rule only infers facts; expected enforce or off");
        }
        return mode.orElse(Switch.Mode.ENFORCE);
    }

    private double holdout(Switch.Mode mode) {
        Object value = body.getValue("holdout");
        if (value == null) {
            return 0;
        }
        if (!(value instanceof Number number) || !(number.doubleValue() >= 0 && number.doubleValue() <= 1)) {
            faults.add("`holdout` is `" + value + "`; expected a share from 0 to 1");
            return 0;
        }
        if (number.doubleValue() > 0 && mode != Switch.Mode.ENFORCE) {
            faults.add("`holdout` counts only in mode enforce");
        }
        return number.doubleValue();
    }

    private Set<String> apps() {
        Object value = body.getValue("apps");
        if (value == null) {
            return Set.of();
        }
        Set<String> apps = new HashSet<>();
        if (value instanceof JsonArray array && array.stream().allMatch(String.class::isInstance)) {
            array.forEach(app -> apps.add((String) app));
        } else {
            faults.add("`apps` is `" + value + "`; expected a list of names");
        }
        for (String app : apps) {
            if (!knownApps.isEmpty() && !knownApps.contains(app)) {
                faults.add("`apps` names `" + app + "`, which the configuration does not have; "
                        + Known.mend(app, knownApps));
            }
        }
        return apps;
    }

    private Optional<Instant> until() {
        Object value = body.getValue("until");
        if (value == null) {
            return Optional.empty();
        }
        try {
            Instant until = OffsetDateTime.parse(String.valueOf(value)).toInstant();
            if (!until.isAfter(now)) {
                faults.add("`until` is `" + value + "`, which is past; it is now " + now);
            } else if (until.isAfter(LATEST)) {
                faults.add("`until` is `" + value + "`, which is after the year 9999; leave it out for good");
            }
            return Optional.of(until.isAfter(LATEST) ? LATEST : until);
        } catch (DateTimeException e) {
            faults.add("`until` is `" + value + "`; expected a time such as 2027-01-31T18:00:00+08:00");
            return Optional.empty();
        }
    }
}
