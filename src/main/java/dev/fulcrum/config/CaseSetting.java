package dev.fulcrum.config;

import dev.fulcrum.model.Allowance;
import dev.fulcrum.model.Load;
import dev.fulcrum.model.RuleCase.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who calls in one example, when, and what the exchange meets. Its keys are those of {@link CaseFile}. */
final class CaseSetting {
    /** A Wednesday morning in China: a working hour nearly everywhere that has rules about working hours. */
    static final Instant WORKING_HOUR = Instant.parse("2026-03-04T02:00:00Z");

    private static final String APP = "case";
    private static final String GATEWAY = "";
    private static final String OVER = "1m";
    private static final int MANY = 1_000_000;
    private static final Form<String> TENANT =
            Form.matching("[A-Za-z0-9._:-]{1,64}", "up to 64 letters, digits, `.`, `_`, `:` and `-`");
    private static final Form<Boolean> OPEN = Form.oneOf(List.of(true, false), open -> open ? "open" : "closed");
    private static final Form<String> LIMIT = Form.oneOf(List.of("requests", "tokens", "spend"), kind -> kind);
    private static final Form<String> WINDOW = Form.matching("[1-9][0-9]{0,8}(s|m|h|d)", "a time such as 1m or 24h");

    private CaseSetting() {}

    static Setting read(Section section) {
        return new Setting(
                section.get("app", Form.name(), APP),
                section.get("tenant", TENANT, ""),
                section.get("at", Calendars.moment(), WORKING_HOUR),
                desks(section.section("desks")),
                loads(section),
                allowances(section));
    }

    private static Map<String, Boolean> desks(Section section) {
        Map<String, Boolean> desks = new LinkedHashMap<>();
        section.all().forEach((desk, state) -> state.read(OPEN).ifPresent(open -> desks.put(desk, open)));
        return desks;
    }

    private static List<Load> loads(Section section) {
        List<Load> loads = new ArrayList<>();
        for (Value item : section.items("loads")) {
            Section load = item.section();
            loads.add(new Load(
                    load.get("target", Form.name(), GATEWAY),
                    load.get("in-flight", Form.whole(0, MANY), 0),
                    load.get("queued", Form.whole(0, MANY), 0),
                    load.get("share", Form.decimal(0, 1), 0.0),
                    load.get("shed", Form.whole(0, MANY), 0),
                    load.get("available", Form.flag(), true)));
            load.close();
        }
        return loads;
    }

    private static List<Allowance> allowances(Section section) {
        List<Allowance> allowances = new ArrayList<>();
        for (Value item : section.items("allowances")) {
            Section allowance = item.section();
            Optional<String> kind = allowance.need("kind", LIMIT);
            String over = allowance.get("over", WINDOW, OVER);
            double left = allowance.get("left", Form.decimal(0, 1e9), 0.0);
            double share = allowance.get("share", Form.decimal(0, 1), 0.0);
            allowance.close();
            kind.ifPresent(it -> allowances.add(new Allowance(it, over, left, share)));
        }
        return allowances;
    }
}
