package dev.fulcrum.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fulcrum.model.AcceptedPrice;
import dev.fulcrum.model.Price;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Trade;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Writes what rules did and what that cost, within an entry. Not thread-safe.
 *
 * <p>A contract says the same on every exchange, so that its part is written once and kept.
 */
final class TradeJson {
    /** Above the rules of most bundles; contracts of bundles that are gone are let go with the rest. */
    private static final int KEPT_CONTRACTS = 1024;

    private final JsonFactory json = new JsonFactory();
    private final IdentityHashMap<RuleContract, byte[]> contracts = new IdentityHashMap<>();

    void write(JsonBytes to, List<Trade> trades) {
        if (trades.isEmpty()) {
            return;
        }
        to.name(Names.TRADES);
        to.open('[');
        for (Trade trade : trades) {
            to.open('{');
            RuleContract contract = trade.contract();
            EntryJson.text(to, Names.RULE, contract.id());
            EntryJson.string(to, Names.PHASE, contract.phase().id());
            EntryJson.string(to, Names.MODE, trade.mode());
            EntryJson.string(to, Names.ACTION, trade.action());
            EntryJson.string(to, Names.EFFECT, trade.effect().id());
            to.name(Names.ENFORCED);
            to.bool(trade.enforced());
            to.raw(declared(contract));
            prices(to, trade.prices());
            to.close('}');
        }
        to.close(']');
    }

    /** The fields that a contract determines; its characters beyond U+FFFF are no escapes, unlike those of all other fields. */
    private byte[] declared(RuleContract contract) {
        byte[] known = contracts.get(contract);
        if (known != null) {
            return known;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator to = json.createGenerator(text)) {
            to.writeStartObject();
            names(to, "lowers", contract.lowers());
            names(to, "raises", contract.raises());
            if (!contract.owner().isEmpty()) {
                to.writeStringField("owner", Text.whole(contract.owner()));
            }
            if (!contract.accepts().isEmpty()) {
                names(
                        to,
                        "accepts",
                        contract.accepts().stream().map(AcceptedPrice::text).toList());
            }
            to.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        // the fields go between others, so the braces go
        byte[] declared =
                text.toString().substring(1, text.getBuffer().length() - 1).getBytes(UTF_8);
        if (contracts.size() >= KEPT_CONTRACTS) {
            contracts.clear();
        }
        contracts.put(contract, declared);
        return declared;
    }

    /** Always written: {@code "raises":[]} is what a rule says that declared none. */
    private static void names(JsonGenerator to, String field, List<String> names) throws IOException {
        to.writeArrayFieldStart(field);
        for (String name : names) {
            to.writeString(Text.whole(name));
        }
        to.writeEndArray();
    }

    private static void prices(JsonBytes to, List<Price> prices) {
        if (prices.isEmpty()) {
            return;
        }
        to.name(Names.PRICES);
        to.open('[');
        for (Price price : prices) {
            to.open('{');
            EntryJson.text(to, Names.ID, price.id());
            if (price.paid().isPresent()) {
                to.name(Names.PAID);
                to.number(price.paid().getAsDouble());
            }
            EntryJson.text(to, Names.UNIT, price.unit());
            to.close('}');
        }
        to.close(']');
    }
}
