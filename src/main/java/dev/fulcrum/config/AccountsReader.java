package dev.fulcrum.config;

import dev.fulcrum.config.Form.Parsed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what applications may use and what targets cost, from wherever it stands in the file. */
final class AccountsReader {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,6})?");
    private static final int MICROS = 6;

    private final Map<String, List<AppLimit>> limits = new HashMap<>();
    private final Map<String, TargetPrice> prices = new HashMap<>();
    private Optional<Section> firstPrice = Optional.empty();
    private Optional<Value> firstSpend = Optional.empty();

    /** A window and how it is written. */
    private record Window(String text, Duration length) {}

    /** Reads the limits of one of {@code apps}. */
    void app(String name, Section section) {
        if (section.has("limits")) {
            limits.put(name, limits(section.items("limits")));
        }
    }

    /** Reads the price of one of {@code targets}. */
    void target(String name, Section section) {
        if (!section.has("price")) {
            return;
        }
        Section price = section.section("price");
        BigDecimal input = price.need("input", decimal("0", "1000000")).orElse(BigDecimal.ZERO);
        BigDecimal output = price.get("output", decimal("0", "1000000"), BigDecimal.ZERO);
        price.close();
        prices.put(name, new TargetPrice(input, output));
        firstPrice = firstPrice.or(() -> Optional.of(price));
    }

    /** Reads the rest, once all applications and targets are known. */
    GatewayConfig.Accounts read(Section root) {
        List<AppLimit> others = limits(root.items("default-limits"));
        Optional<String> currency =
                root.get("currency", Form.matching("[A-Z]{3}", "three capital letters, such as USD"));
        if (firstPrice.isPresent() && !root.has("currency")) {
            root.problem("currency", "is missing, though targets have prices", "expected such as `currency: USD`");
        }
        if (firstSpend.isPresent() && firstPrice.isEmpty()) {
            firstSpend
                    .get()
                    .problem(
                            "money is limited, but no target has a price",
                            "give targets a `price: { input: …, output: … }` for a million tokens");
        }
        return new GatewayConfig.Accounts(currency.orElse(""), others, limits, prices);
    }

    private List<AppLimit> limits(List<Value> items) {
        List<AppLimit> read = new ArrayList<>();
        items.forEach(item -> limit(item).ifPresent(read::add));
        return read;
    }

    private Optional<AppLimit> limit(Value item) {
        Section section = item.section();
        Optional<Long> requests =
                section.get("requests", Form.whole(1, 1_000_000_000)).map(Integer::longValue);
        Optional<Long> tokens =
                section.get("tokens", Form.whole(1, 1_000_000_000)).map(Integer::longValue);
        Optional<Long> spend = section.get("spend", decimal("0.000001", "1000000"))
                .map(units -> units.movePointRight(MICROS).longValueExact());
        Optional<Window> over = section.need("over", window());
        long said = List.of("requests", "tokens", "spend").stream()
                .filter(section::has)
                .count();
        section.close();
        if (said != 1) {
            item.problem(
                    said == 0 ? "limits nothing" : "limits several things at once",
                    "expected one of `requests`, `tokens`, `spend`, and `over`; a list may have several limits");
            return Optional.empty();
        }
        if (spend.isPresent() && firstSpend.isEmpty()) {
            firstSpend = section.find("spend");
        }
        AppLimit.Kind kind = section.has("requests")
                ? AppLimit.Kind.REQUESTS
                : section.has("tokens") ? AppLimit.Kind.TOKENS : AppLimit.Kind.SPEND;
        Optional<Long> amount = requests.or(() -> tokens).or(() -> spend);
        if (amount.isEmpty() || over.isEmpty()) {
            return Optional.empty();
        }
        return possible(
                item,
                new AppLimit(kind, amount.get(), over.get().text(), over.get().length()));
    }

    /** Money is counted in millionths, and no more than one of them can come back in a nanosecond. */
    private static Optional<AppLimit> possible(Value item, AppLimit limit) {
        if (limit.amount() > limit.window().toNanos()) {
            item.problem("more than 1000 units a second are no limit", "choose a longer window or less money");
            return Optional.empty();
        }
        return Optional.of(limit);
    }

    private static Form<Window> window() {
        Form<Duration> duration = Units.duration("1s", "31d");
        return Form.of(duration.expected(), text -> {
            Parsed<Duration> parsed = duration.parse().apply(text);
            return parsed.wrong().isEmpty()
                    ? Parsed.of(new Window(text, parsed.value()))
                    : Parsed.wrong(parsed.wrong());
        });
    }

    private static Form<BigDecimal> decimal(String least, String most) {
        return Form.of("a number from " + least + " to " + most + " with at most six decimals, such as 2.50", text -> {
            if (!DECIMAL.matcher(text).matches()) {
                return Parsed.wrong("is not such a number");
            }
            BigDecimal number = new BigDecimal(text);
            boolean fits = number.compareTo(new BigDecimal(least)) >= 0 && number.compareTo(new BigDecimal(most)) <= 0;
            return fits ? Parsed.of(number) : Parsed.wrong("is out of range");
        });
    }
}
