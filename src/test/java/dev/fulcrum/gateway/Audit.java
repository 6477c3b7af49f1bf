package dev.fulcrum.gateway;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** The acts of a gateway's audit, as its operators read them. */
final class Audit {
    private Audit() {}

    /** The acts of one kind, the newest first. */
    static List<JsonObject> acts(Gateway gateway, String verb) {
        return new JsonObject(gateway.admin("GET", "/audit", "").body())
                .getJsonArray("acts").stream()
                        .map(it -> (JsonObject) it)
                        .filter(it -> verb.equals(it.getString("verb")))
                        .toList();
    }

    /** Waits until there are so many acts of one kind; the newest of them. */
    static JsonObject awaitNewest(Gateway gateway, String verb, int count) {
        return await().atMost(Duration.ofSeconds(15))
                .until(() -> acts(gateway, verb), found -> found.size() == count)
                .get(0);
    }
}
