package dev.fulcrum.ledger;

import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Trade;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the file will have of an exchange's entry, but for its place in the chain; and the lines that tell its trades.
 *
 * <p>It is put into words on the thread that made the entry, which has all of it at hand: what waits for the writer then is a few strings, and no
 * longer the texts in which something was found. Immutable.
 */
final class EntryRow {
    private static final ThreadLocal<Words> WORDS = ThreadLocal.withInitial(Words::new);

    private final String kind;
    private final String exchange;
    private final long at;
    private final String app;
    private final String outcome;
    private final byte[] body;
    private final Set<String> rules;
    private final List<String> tradeLines;

    private EntryRow(ExchangeEntry entry) {
        kind = EntryJson.kind(entry);
        exchange = entry.exchange().id();
        at = entry.exchange().at().toEpochMilli();
        app = Text.whole(entry.exchange().app());
        outcome = entry.outcome().id();
        body = WORDS.get().of(entry);
        rules = rules(entry);
        tradeLines = TradeLog.lines(entry);
    }

    /** What writing an entry needs and the next one can use again. */
    private static final class Words {
        private final EntryJson json = new EntryJson();
        private final JsonBytes body = new JsonBytes();

        byte[] of(ExchangeEntry entry) {
            body.clear();
            json.write(entry, body);
            return body.copy();
        }
    }

    /** @throws RuntimeException when a field of our own making is missing */
    static EntryRow of(ExchangeEntry entry) {
        return new EntryRow(entry);
    }

    private static Set<String> rules(ExchangeEntry entry) {
        if (entry.trades().isEmpty() && entry.errors().isEmpty()) {
            return Set.of();
        }
        Set<String> rules = new LinkedHashSet<>();
        for (Trade trade : entry.trades()) {
            rules.add(Text.whole(trade.contract().id()));
        }
        for (PolicyError error : entry.errors()) {
            rules.add(Text.whole(error.rule()));
        }
        rules.remove("");
        return rules;
    }

    ChainHash.Columns columns(long seq) {
        return new ChainHash.Columns(seq, kind, exchange, at, app, outcome);
    }

    /** Milliseconds since 1970. */
    long at() {
        return at;
    }

    /** The entry's JSON in UTF-8; not to be changed. */
    byte[] body() {
        return body;
    }

    /** Those of its trades and errors. */
    Set<String> rules() {
        return rules;
    }

    /** For the log, once the entry is durable. */
    List<String> tradeLines() {
        return tradeLines;
    }
}
