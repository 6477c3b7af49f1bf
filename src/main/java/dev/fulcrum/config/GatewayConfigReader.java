package dev.fulcrum.config;

import dev.fulcrum.config.GatewayConfig.Desk;
import dev.fulcrum.config.GatewayConfig.Detectors;
import dev.fulcrum.config.GatewayConfig.Ledger;
import dev.fulcrum.config.GatewayConfig.Limits;
import dev.fulcrum.config.GatewayConfig.Listener;
import dev.fulcrum.config.GatewayConfig.Policy;
import dev.fulcrum.config.GatewayConfig.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the sections of {@code fulcrum.yaml}.
 *
 * <p>What is missing or wrong is reported and a stand-in is read in its place, so that the rest is looked at too; the
 * record that results is thrown away when anything was reported.
 */
final class GatewayConfigReader {
    /** Of the heap: an answer that is held whole takes its bytes several times while it is read, judged and written. */
    private static final int HELD_PART = 8;

    /** Of the heap, at most: answers that are kept for retries. */
    private static final int KEPT_PART = 16;

    private final BaseDirectory paths;
    private final AccountsReader accounts = new AccountsReader();
    private final Names targetNames = new Names("target");
    private final Names routeNames = new Names("route");
    private final Names deskNames = new Names("desk");

    GatewayConfigReader(Path file) {
        this.paths = new BaseDirectory(file);
    }

    GatewayConfig read(Section root, ConfigOrigin origin) {
        Section serverPlace = root.section("server");
        Section adminPlace = root.section("admin");
        Listener server = listener(serverPlace, 8080);
        Listener admin = listener(adminPlace, 8081);
        Limits limits = limits(root.section("limits"));
        AllowedHosts allowed = AllowedHosts.read(root);
        AppsReader apps = new AppsReader(accounts);
        List<GatewayConfig.App> callers = apps.read(root.items("apps"));
        List<Target> targets = targets(root, limits.connections(), allowed);
        List<Route> routes = routes(root, apps);
        Policy policy = policy(root.needSection("policy", "a mapping with the rules and the risks in force"));
        Detectors detectors = new DetectorsReader(paths, allowed).read(root.section("detectors"));
        Ledger ledger = ledger(root.needSection("ledger", "a mapping with the path of the database"));
        List<Desk> desks = desks(root.items("desks"));
        GatewayConfig.Accounts limited = accounts.read(root);
        GatewayConfig.Idempotency idempotency = idempotency(root.section("idempotency"));
        List<String> outcomes = outcomes(root.items("outcomes"));
        GatewayConfig.Cors cors = CorsReader.read(root.section("cors"));
        root.close();
        requireKeysOutside(serverPlace, server, callers);
        requireTwoPorts(adminPlace, server, admin);
        return new GatewayConfig(
                origin,
                server,
                admin,
                limits,
                callers,
                targets,
                routes,
                policy,
                detectors,
                ledger,
                desks,
                limited,
                idempotency,
                outcomes,
                cors);
    }

    private Listener listener(Section section, int port) {
        Listener listener = new Listener(
                section.get("host", Addresses.host(), "127.0.0.1"),
                section.get("port", Form.whole(0, 65_535), port),
                new TlsReader(paths).ofListener(section));
        section.close();
        return listener;
    }

    private static Limits limits(Section section) {
        long body = section.get("body", Units.size("1KiB", "1GiB"), 8L << 20);
        long held = section.get(
                "held",
                Units.size("64KiB", "1024GiB"),
                Math.max(2 * body, Runtime.getRuntime().maxMemory() / HELD_PART));
        if (held < 2 * body) {
            section.problem(
                    "held",
                    "a request of " + body
                            + " bytes, which `body` allows, would never be taken: one exchange holds half of `held` at most",
                    "make it at least twice `body`, or leave it out");
        }
        Limits limits = new Limits(
                (int) body,
                section.get("headers", Units.size("1KiB", "1MiB"), 16L << 10).intValue(),
                section.get("depth", Form.whole(1, 1000), 64),
                section.get("request-time", Units.duration("100ms", "10m"), Duration.ofSeconds(10)),
                section.get("connections", Form.whole(1, 1_000_000), 10_000),
                section.get("connections-per-address", Form.whole(1, 1_000_000), 1000),
                section.get("requests-per-connection", Form.whole(1, 100_000_000), 10_000),
                section.get("idle-time", Units.duration("100ms", "1h"), Duration.ofSeconds(75)),
                section.get("exchanges", Form.whole(1, 1_000_000), 2_000),
                section.get("queue", Form.whole(0, 1_000_000), 1_000),
                section.get("queue-time", Units.duration("1ms", "1m"), Duration.ofMillis(500)),
                section.get("lag", Units.duration("10ms", "1m"), Duration.ofMillis(100)),
                section.get("strangers", Form.whole(0, 1_000_000), 600),
                section.get("stop-notice", Units.duration("0ms", "5m"), Duration.ZERO),
                section.get("stop-time", Units.duration("1ms", "1h"), Duration.ofSeconds(25)),
                section.get("heartbeat", Units.duration("100ms", "10m"), Duration.ofSeconds(15)),
                held);
        section.close();
        return limits;
    }

    private static GatewayConfig.Idempotency idempotency(Section section) {
        GatewayConfig.Idempotency idempotency = new GatewayConfig.Idempotency(
                section.get("keep", Units.duration("1s", "1d"), Duration.ofMinutes(10)),
                section.get(
                        "size",
                        Units.size("1MiB", "16GiB"),
                        Math.min(
                                64L << 20,
                                Math.max(1L << 20, Runtime.getRuntime().maxMemory() / KEPT_PART))));
        section.close();
        return idempotency;
    }

    private static List<String> outcomes(List<Value> items) {
        List<String> kinds = new ArrayList<>();
        for (Value item : items) {
            item.read(Form.name()).ifPresent(kind -> {
                if (kinds.contains(kind)) {
                    item.problem(item.shown() + " stands in the list twice", "remove one of them");
                }
                kinds.add(kind);
            });
        }
        return kinds;
    }

    private List<Target> targets(Section root, int connections, AllowedHosts allowed) {
        List<Target> targets = new ArrayList<>();
        TargetReader reader = new TargetReader(targetNames, paths, accounts, connections, allowed);
        for (Value item : root.needItems("targets", "at least one target")) {
            reader.read(item.section()).ifPresent(targets::add);
        }
        return targets;
    }

    private List<Route> routes(Section root, AppsReader apps) {
        List<Route> routes = new ArrayList<>();
        RouteReader reader = new RouteReader(routeNames, apps.names(), targetNames);
        for (Value item : root.needItems("routes", "at least one route")) {
            routes.add(reader.read(item.section()));
        }
        return routes;
    }

    private Policy policy(Section section) {
        Policy policy = new Policy(
                section.need("rules", paths.form("the directory of the rules")).orElse(Path.of("")),
                section.need("risks", paths.form("the file of the risk register"))
                        .orElse(Path.of("")),
                section.get("evaluation-time", Units.duration("1ms", "10s"), Duration.ofMillis(250)),
                section.get("firings", Form.whole(1, 1_000_000), 1000),
                section.get("reload", Form.flag(), true),
                section.get("cases", Form.flag(), true));
        section.close();
        return policy;
    }

    private Ledger ledger(Section section) {
        Ledger ledger = new Ledger(
                section.need("path", paths.form("the path of the database file"))
                        .orElse(Path.of("")),
                section.get("queue", Form.whole(1, 10_000_000), 10_000),
                section.get("patience", Units.duration("1ms", "5m"), Duration.ofSeconds(5)));
        section.close();
        return ledger;
    }

    private List<Desk> desks(List<Value> items) {
        List<Desk> desks = new ArrayList<>();
        for (Value item : items) {
            Section section = item.section();
            List<String> hours = hours(section);
            desks.add(new Desk(deskNames.claim(section), hours, zone(section, hours), holidays(section)));
            section.close();
        }
        return desks;
    }

    private static List<String> hours(Section section) {
        Optional<Value> value = section.find("hours");
        List<Value> entries = value.filter(Value::isScalar)
                .map(List::of)
                .orElseGet(() -> section.needItems("hours", Calendars.hours().expected()));
        List<String> hours = new ArrayList<>();
        entries.forEach(entry -> entry.read(Calendars.hours()).ifPresent(hours::add));
        if (hours.size() > 1 && hours.contains(Calendars.ALWAYS)) {
            section.problem("hours", "`always` stands beside other hours", "keep `always` alone, or remove it");
        }
        return hours;
    }

    private static ZoneId zone(Section section, List<String> hours) {
        boolean needless = hours.isEmpty() || (hours.contains(Calendars.ALWAYS) && !section.has("holidays"));
        Optional<ZoneId> zone = needless && !section.has("zone")
                ? section.get("zone", Calendars.zone())
                : section.need("zone", Calendars.zone());
        return zone.orElse(ZoneOffset.UTC);
    }

    private static List<LocalDate> holidays(Section section) {
        List<LocalDate> days = new ArrayList<>();
        section.items("holidays").forEach(item -> item.read(Calendars.date()).ifPresent(days::add));
        return days;
    }

    private static void requireKeysOutside(Section place, Listener server, List<GatewayConfig.App> apps) {
        if (!server.onLoopback() && apps.isEmpty()) {
            place.problem(
                    "host",
                    place.shown("host") + " can be reached from outside this machine, and no app has a key",
                    "add `apps` with key hashes (the command hash-key makes them), or listen on 127.0.0.1");
        }
    }

    private static void requireTwoPorts(Section place, Listener server, Listener admin) {
        if (server.port() == admin.port() && server.port() != 0 && server.host().equals(admin.host())) {
            place.problem("port", "the gateway itself listens on this host and port", "choose another port");
        }
    }
}
