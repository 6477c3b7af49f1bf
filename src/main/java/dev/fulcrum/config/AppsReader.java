package dev.fulcrum.config;

import dev.fulcrum.config.GatewayConfig.App;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code apps}. No message prints what stands in place of a hash: it may be the key itself. */
final class AppsReader {
    /** The application of every caller when no keys are given out. */
    private static final String LOCAL = "local";

    private static final Form<String> HASH = Form.matching(
                    "sha256:[0-9a-f]{64}",
                    "sha256: and 64 hexadecimal digits in lower case, as the command hash-key prints it")
            .shownIf(text -> false);

    private final AccountsReader accounts;
    private final Names names = new Names("app");
    private final Map<String, Value> hashes = new HashMap<>();

    /** @param accounts reads their limits */
    AppsReader(AccountsReader accounts) {
        this.accounts = accounts;
    }

    /** Those that a route may name, once the applications are read. */
    Names names() {
        return names;
    }

    List<App> read(List<Value> items) {
        List<App> apps = new ArrayList<>();
        for (Value item : items) {
            Section section = item.section();
            String name = names.claim(section);
            List<String> keys = keys(section);
            accounts.app(name, section);
            section.close();
            apps.add(new App(name, keys));
        }
        if (apps.isEmpty()) {
            names.grant(LOCAL);
        }
        return apps;
    }

    private List<String> keys(Section section) {
        List<String> keys = new ArrayList<>();
        for (Value item : section.needItems("keys", "at least one hash of a key")) {
            item.read(HASH).ifPresent(hash -> {
                Value earlier = hashes.putIfAbsent(hash, item);
                if (earlier != null) {
                    item.problem("the same hash stands at " + earlier.path(), "give every app keys of its own");
                }
                keys.add(hash);
            });
        }
        return keys;
    }
}
