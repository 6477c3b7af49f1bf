package dev.fulcrum.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Cost;
import dev.fulcrum.model.Tokens;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TariffsTest {
    private final Tariffs tariffs =
            new Tariffs("USD", Map.of("mini", new Tariff(new BigDecimal("0.15"), new BigDecimal("0.60"))));

    @Test
    void costsMillionthsOfTheUnit_byThePricesOfAMillionTokens() {
        assertThat(tariffs.micros("mini", new Tokens(1_000_000, 1_000_000))).hasValue(750_000);
        assertThat(tariffs.micros("mini", new Tokens(318, 96))).hasValue(105);
        assertThat(tariffs.micros("mini", new Tokens(10, 0))).hasValue(2);
        assertThat(new Cost(105, "USD").amount()).isEqualTo("0.000105");
    }

    @Test
    void costsNothingThatIsKnown_whenTheTargetHasNoPriceOrToldOfNoTokens() {
        assertThat(tariffs.micros("other", new Tokens(10, 10))).isEmpty();
        assertThat(tariffs.micros("mini", Tokens.NONE)).isEmpty();
    }
}
