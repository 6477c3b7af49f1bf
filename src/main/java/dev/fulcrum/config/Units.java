package dev.fulcrum.config;

import dev.fulcrum.config.Form.Parsed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations such as {@code 500ms}, sizes such as {@code 8MiB} and shares such as {@code 50%}: a whole number and its unit, without a blank. */
final class Units {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,9})([A-Za-z]+)");
    private static final Map<String, Long> MILLIS = new LinkedHashMap<>();
    private static final Map<String, Long> BYTES = new LinkedHashMap<>();

    static {
        MILLIS.put("ms", 1L);
        MILLIS.put("s", 1_000L);
        MILLIS.put("m", 60_000L);
        MILLIS.put("h", 3_600_000L);
        MILLIS.put("d", 86_400_000L);
        BYTES.put("B", 1L);
        BYTES.put("KiB", 1L << 10);
        BYTES.put("MiB", 1L << 20);
        BYTES.put("GiB", 1L << 30);
    }

    private Units() {}

    /** A duration between two limits that are durations themselves, both included. */
    static Form<Duration> duration(String least, String most) {
        Form<Long> millis = measure(
                "a duration from " + least + " to " + most + ", such as 500ms, 5s, 2m or 1h", MILLIS, least, most);
        return Form.of(millis.expected(), text -> {
            Parsed<Long> parsed = millis.parse().apply(text);
            return parsed.wrong().isEmpty()
                    ? Parsed.of(Duration.ofMillis(parsed.value()))
                    : Parsed.wrong(parsed.wrong());
        });
    }

    /** A share in whole percent, 1% to 100%. */
    static Form<Integer> percent() {
        return Form.of(
                "a share from 1% to 100%, such as 50%",
                text -> {
                    if (!text.matches("[0-9]{1,3}%")) {
                        return Parsed.wrong("is not a whole number with %");
                    }
                    int percent = Integer.parseInt(text.substring(0, text.length() - 1));
                    return percent < 1 || percent > 100 ? Parsed.wrong("is out of range") : Parsed.of(percent);
                });
    }

    /** A size in bytes between two limits that are sizes themselves, both included. */
    static Form<Long> size(String least, String most) {
        return measure("a size from " + least + " to " + most + ", such as 512KiB or 8MiB", BYTES, least, most);
    }

    private static Form<Long> measure(String expected, Map<String, Long> units, String least, String most) {
        long lower = amount(least, units);
        long upper = amount(most, units);
        return Form.of(expected, text -> {
            if (text.matches("[0-9]+")) {
                return Parsed.wrong("has no unit");
            }
            long amount = amount(text, units);
            if (amount < 0) {
                return Parsed.wrong("is not a whole number with one of the units " + String.join(", ", units.keySet()));
            }
            return amount < lower || amount > upper ? Parsed.wrong("is out of range") : Parsed.of(amount);
        });
    }

    /** In the smallest unit; −1 when the text has another form. */
    private static long amount(String text, Map<String, Long> units) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            return -1;
        }
        return Long.parseLong(matcher.group(1)) * units.get(matcher.group(2));
    }
}
