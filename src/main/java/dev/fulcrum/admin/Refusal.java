package dev.fulcrum.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** An admin call that is refused, with what was expected. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String code;
    private final List<String> details;

    Refusal(int status, String code, String message) {
        this(status, code, message, List.of());
    }

    Refusal(int status, String code, String message, List<String> details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = List.copyOf(details);
    }

    int status() {
        return status;
    }

    JsonObject toJson() {
        JsonObject error = new JsonObject().put("code", code).put("message", getMessage());
        if (!details.isEmpty()) {
            error.put("details", new JsonArray(details));
        }
        return new JsonObject().put("error", error);
    }
}
