package dev.fulcrum.proxy;

import dev.fulcrum.model.Price;
import dev.fulcrum.model.Trade;
import dev.fulcrum.policy.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Writes down what each ruling of an exchange lowered and what it cost. */
final class Trades {
    private Trades() {}

    /** One trade for each ruling. */
    static List<Trade> of(Passage passage) {
        List<Trade> trades = new ArrayList<>(passage.judgements().rulings().size());
        for (Ruling ruling : passage.judgements().rulings()) {
            trades.add(new Trade(
                    ruling.rule(), ruling.mode().id(), ruling.action(), ruling.effect(), prices(passage, ruling)));
        }
        return trades;
    }

    private static List<Price> prices(Passage passage, Ruling ruling) {
        List<Price> prices = new ArrayList<>();
        for (String id : ruling.rule().raises()) {
            prices.add(price(passage, ruling, id));
        }
        return prices;
    }

    /** What this exchange shows of a price; most prices show only over many exchanges, in reviews and comparisons. */
    private static Price price(Passage passage, Ruling ruling, String id) {
        boolean enforced = ruling.effect() == Trade.Effect.ENFORCED;
        String action = ruling.action();
        return switch (id) {
            case "over-refusal" -> counted(id, enforced && (action.equals("block") || action.equals("answer")));
            case "automation", "workload" -> counted(id, enforced && action.equals("handoff"));
            case "latency" -> new Price(id, OptionalDouble.of(enforced ? latencyMillis(passage, ruling) : 0), "ms");
            case "spend" -> spend(passage, ruling);
            default -> new Price(id, OptionalDouble.empty(), "");
        };
    }

    private static Price counted(String id, boolean paid) {
        return new Price(id, OptionalDouble.of(paid ? 1 : 0), "exchange");
    }

    /**
     * A rule of the response phase holds the answer back, one of the failure phase makes it wait for another target, and one of the request phase
     * costs its evaluation.
     */
    private static double latencyMillis(Passage passage, Ruling ruling) {
        return switch (ruling.rule().phase()) {
            case RESPONSE -> passage.time().heldMillis();
            case FAILURE -> passage.time().pursuedMillis();
            case REQUEST -> passage.time().policyMicros() / 1000.0;
        };
    }

    /** What an answer had cost that was given up for another one, as far as its model reported it. */
    private static Price spend(Passage passage, Ruling ruling) {
        long tokens = passage.discarded().input() + passage.discarded().output();
        boolean told = ruling.action().equals("fallback") && (tokens > 0 || ruling.effect() != Trade.Effect.ENFORCED);
        boolean paid = ruling.effect() == Trade.Effect.ENFORCED;
        return told
                ? new Price("spend", OptionalDouble.of(paid ? (double) tokens : 0), "tokens")
                : new Price("spend", OptionalDouble.empty(), "");
    }
}
