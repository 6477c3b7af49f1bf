package dev.fulcrum.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows entries of the ledger to a person: a line for the exchange, and one for each trade with both of its ends. */
final class EntryLines {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx").withZone(ZoneId.systemDefault());

    private final Palette palette;

    EntryLines(Palette palette) {
        this.palette = palette;
    }

    String of(JsonObject entry) {
        JsonObject shown = (JsonObject) printable(entry);
        return shown.getString("kind", "").equals("act") ? act(shown) : exchange(shown);
    }

    /** The same without control characters in its texts: callers choose some of them, and a terminal would obey. */
    private static Object printable(Object value) {
        if (value instanceof String text) {
            return Shown.plain(text);
        } else if (value instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            object.forEach(field -> copy.put(field.getKey(), printable(field.getValue())));
            return copy;
        } else if (value instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(item -> copy.add(printable(item)));
            return copy;
        }
        return value;
    }

    private String exchange(JsonObject entry) {
        StringBuilder text = new StringBuilder();
        String outcome = entry.getString("kind").equals("intent") ? "begins" : entry.getString("outcome");
        text.append(time(entry))
                .append("  ")
                .append(entry.getString("exchange"))
                .append("  ")
                .append(painted(outcome))
                .append("  ")
                .append(entry.getString("app", "unknown"))
                .append(" → ")
                .append(entry.getString("model", "unknown"));
        append(text, "  target ", entry.getString("target"));
        append(text, "  case ", entry.getString("case"));
        append(text, "  replay of ", entry.getString("replayOf"));
        append(text, "  ", entry.getString("failure"));
        JsonObject cost = entry.getJsonObject("cost");
        if (cost != null) {
            text.append("  ").append(cost.getValue("amount")).append(' ').append(cost.getString("currency", ""));
        }
        JsonObject latency = entry.getJsonObject("latency", new JsonObject());
        text.append(palette.faint("  " + latency.getLong("totalMillis", 0L) + " ms, rules "
                + latency.getLong("policyMicros", 0L) + " µs"));
        for (Object trade : entry.getJsonArray("trades", new JsonArray())) {
            text.append('\n').append(trade((JsonObject) trade));
        }
        for (Object error : entry.getJsonArray("errors", new JsonArray())) {
            JsonObject broken = (JsonObject) error;
            text.append("\n          ")
                    .append(palette.red("broken rule "))
                    .append(broken.getString("rule"))
                    .append(": ")
                    .append(broken.getString("message"));
        }
        return text.toString();
    }

    private String trade(JsonObject trade) {
        String lowers = join(trade.getJsonArray("lowers"));
        String raises = prices(trade);
        return "          " + palette.bold(trade.getString("action")) + " " + trade.getString("effect") + " by "
                + trade.getString("rule") + "  " + palette.green("▼ " + (lowers.isEmpty() ? "nothing" : lowers)) + "  "
                + palette.yellow("▲ " + (raises.isEmpty() ? "nothing" : raises)) + "  owner "
                + trade.getString("owner");
    }

    private static String prices(JsonObject trade) {
        return trade.getJsonArray("prices", new JsonArray()).stream()
                .map(it -> (JsonObject) it)
                .map(price -> price.getString("id")
                        + (price.containsKey("paid")
                                ? " " + number(price.getDouble("paid")) + " " + price.getString("unit", "")
                                : ""))
                .collect(Collectors.joining(", "));
    }

    private static String number(double paid) {
        return paid == Math.rint(paid) ? Long.toString((long) paid) : Double.toString(paid);
    }

    private String act(JsonObject entry) {
        JsonObject details = entry.getJsonObject("details", new JsonObject());
        List<String> facts = details.stream()
                .sorted(Map.Entry.comparingByKey())
                .map(it -> it.getKey() + " " + it.getValue())
                .toList();
        return time(entry) + "  " + palette.bold(entry.getString("verb")) + " " + entry.getString("object") + " by "
                + entry.getString("who")
                + (entry.getString("why", "").isEmpty() ? "" : ": " + entry.getString("why"))
                + palette.faint(facts.isEmpty() ? "" : "  (" + String.join(", ", facts) + ")");
    }

    private static String time(JsonObject entry) {
        return TIME.format(Instant.parse(entry.getString("at")));
    }

    private String painted(String outcome) {
        return switch (outcome) {
            case "answered" -> palette.green(outcome);
            case "blocked", "failed" -> palette.red(outcome);
            default -> palette.yellow(outcome);
        };
    }

    private static String join(JsonArray ids) {
        return ids == null ? "" : ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static void append(StringBuilder text, String label, String value) {
        if (value != null && !value.isEmpty()) {
            text.append(label).append(value);
        }
    }
}
