package dev.fulcrum.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.fulcrum.model.AcceptedPrice;
import dev.fulcrum.model.Price;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Trade;
import java.io.IOException;
import java.io.StringWriter;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Writes what rules did and what that cost, within an entry. Not thread-safe.
 *
 * <p>A contract says the same on every exchange, so that its part is written once and kept.
 */
final class TradeJson {
    /** Above the rules of any bundle; contracts of bundles that are gone are let go with the rest. */
    private static final int KEPT_CONTRACTS = 4096;

    private final JsonFactory json;
    private final IdentityHashMap<RuleContract, SerializedString> contracts = new IdentityHashMap<>();

    TradeJson(JsonFactory json) {
        this.json = json;
    }

    void write(JsonGenerator to, List<Trade> trades) throws IOException {
        if (trades.isEmpty()) {
            return;
        }
        to.writeFieldName(Names.TRADES);
        to.writeStartArray();
        for (Trade trade : trades) {
            to.writeStartObject();
            RuleContract contract = trade.contract();
            EntryJson.text(to, Names.RULE, contract.id());
            EntryJson.string(to, Names.PHASE, contract.phase().id());
            EntryJson.string(to, Names.MODE, trade.mode());
            EntryJson.string(to, Names.ACTION, trade.action());
            EntryJson.string(to, Names.EFFECT, trade.effect().id());
            to.writeFieldName(Names.ENFORCED);
            to.writeBoolean(trade.enforced());
            to.writeRaw(declared(contract));
            prices(to, trade.prices());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private SerializedString declared(RuleContract contract) throws IOException {
        SerializedString known = contracts.get(contract);
        if (known != null) {
            return known;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator to = json.createGenerator(text)) {
            to.writeStartObject();
            names(to, Names.LOWERS, contract.lowers());
            names(to, Names.RAISES, contract.raises());
            EntryJson.text(to, Names.OWNER, contract.owner());
            if (!contract.accepts().isEmpty()) {
                names(
                        to,
                        Names.ACCEPTS,
                        contract.accepts().stream().map(AcceptedPrice::text).toList());
            }
            to.writeEndObject();
        }
        // the fields go between others, so a comma takes the place of the braces
        String fields = "," + text.toString().substring(1, text.getBuffer().length() - 1);
        if (contracts.size() >= KEPT_CONTRACTS) {
            contracts.clear();
        }
        SerializedString declared = new SerializedString(fields);
        contracts.put(contract, declared);
        return declared;
    }

    /** Always written: {@code "raises":[]} is what a rule says that declared none. */
    private static void names(JsonGenerator to, SerializedString field, List<String> names) throws IOException {
        to.writeFieldName(field);
        to.writeStartArray();
        for (String name : names) {
            to.writeString(Text.whole(name));
        }
        to.writeEndArray();
    }

    private static void prices(JsonGenerator to, List<Price> prices) throws IOException {
        if (prices.isEmpty()) {
            return;
        }
        to.writeFieldName(Names.PRICES);
        to.writeStartArray();
        for (Price price : prices) {
            to.writeStartObject();
            EntryJson.text(to, Names.ID, price.id());
            if (price.paid().isPresent()) {
                to.writeFieldName(Names.PAID);
                to.writeNumber(price.paid().getAsDouble());
            }
            EntryJson.text(to, Names.UNIT, price.unit());
            to.writeEndObject();
        }
        to.writeEndArray();
    }
}
