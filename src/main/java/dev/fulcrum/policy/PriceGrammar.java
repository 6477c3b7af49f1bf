package dev.fulcrum.policy;

import dev.fulcrum.model.AcceptedPrice;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads limits such as {@code automation <= 2% over 24h}. */
final class PriceGrammar {
    static final String EXPECTED =
            "write PRICE <= NUMBER[%|ms|s|min|tokens] over NUMBER(m|h|d), " + "such as `automation <= 2% over 24h`";
    /** The unit of a limit in percent. */
    static final String SHARE = "share";

    private static final Pattern LIMIT = Pattern.compile(
            "\\s*([a-z][a-z0-9.-]*)\\s*<=\\s*(\\d+(?:\\.\\d+)?)\\s*(%|ms|s|min|tokens)?\\s+over\\s+(\\d+)\\s*(m|h|d)\\s*");

    private PriceGrammar() {}

    /** The limit, or empty when the text is not one. */
    static Optional<AcceptedPrice> parse(String text) {
        Matcher match = LIMIT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(match.group(2));
        String unit = match.group(3) == null ? "" : match.group(3);
        long span = Long.parseLong(match.group(4));
        Duration window =
                switch (match.group(5)) {
                    case "m" -> Duration.ofMinutes(span);
                    case "h" -> Duration.ofHours(span);
                    default -> Duration.ofDays(span);
                };
        return Optional.of(
                switch (unit) {
                    case "%" -> new AcceptedPrice(match.group(1), number / 100, SHARE, window, text.strip());
                    case "s" -> new AcceptedPrice(match.group(1), number * 1000, "ms", window, text.strip());
                    case "min" -> new AcceptedPrice(match.group(1), number, "minutes", window, text.strip());
                    default -> new AcceptedPrice(match.group(1), number, unit, window, text.strip());
                });
    }
}
