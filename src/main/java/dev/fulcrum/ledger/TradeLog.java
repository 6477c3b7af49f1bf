package dev.fulcrum.ledger;

import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.Price;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Trade;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One readable line for each trade, on the logger {@code fulcrum.trade} at INFO, once its entry is durable.
 *
 * <p>An intent is silent, since the outcome that follows tells the same trades again.
 */
final class TradeLog {
    private static final Logger LOG = LoggerFactory.getLogger("fulcrum.trade");

    private TradeLog() {}

    /** What is to be told of an entry; nothing where nobody reads it. */
    static List<String> lines(ExchangeEntry entry) {
        if (entry.intent() || entry.trades().isEmpty() || !LOG.isInfoEnabled()) {
            return List.of();
        }
        return entry.trades().stream().map(trade -> line(entry, trade)).toList();
    }

    static void tell(List<String> lines) {
        for (String line : lines) {
            LOG.info("{}", line);
        }
    }

    static String line(ExchangeEntry entry, Trade trade) {
        RuleContract contract = trade.contract();
        StringBuilder line = new StringBuilder(200);
        line.append(entry.exchange().id()).append(' ').append(word(contract.id()));
        line.append(' ').append(trade.mode()).append(' ').append(trade.action());
        line.append(' ').append(trade.effect().id());
        field(line, "lowers", String.join(",", contract.lowers()));
        field(line, "raises", contract.raises().isEmpty() ? "none" : String.join(",", contract.raises()));
        field(line, "paid", paid(trade.prices()));
        field(line, "owner", contract.owner());
        field(line, "app", entry.exchange().app());
        field(line, "revision", entry.revision());
        return line.toString();
    }

    /** What was measured, such as {@code latency:12ms}. */
    private static String paid(List<Price> prices) {
        StringBuilder paid = new StringBuilder();
        for (Price price : prices) {
            if (price.paid().isPresent()) {
                paid.append(paid.length() == 0 ? "" : ",").append(price.id()).append(':');
                double amount = price.paid().getAsDouble();
                paid.append(amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount));
                paid.append(price.unit());
            }
        }
        return paid.toString();
    }

    private static void field(StringBuilder line, String name, String value) {
        if (!value.isEmpty()) {
            line.append(' ').append(name).append('=').append(word(value));
        }
    }

    /** A word as it is; anything with blanks, quotes or control characters in quotes, so that a line stays one line. */
    private static String word(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"') {
                quoted.append('\'');
            } else {
                quoted.append(Character.isISOControl(c) ? ' ' : (char) c);
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '"' || c == '=' || Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }
}
