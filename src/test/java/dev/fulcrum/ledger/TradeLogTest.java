package dev.fulcrum.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fulcrum.model.ExchangeEntry;
import dev.fulcrum.model.Outcome;
import dev.fulcrum.model.RuleContract;
import dev.fulcrum.model.Trade;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TradeLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("fulcrum.trade");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Level before;

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }

    @Test
    void tellsEachTradeInOneLine_whenEntryHasTwo() {
        TradeLog.tell(TradeLog.lines(Entries.traded("01JX")));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "01JX request/personal-data-is-masked enforce redact enforced lowers=business.promise"
                                + " raises=evasiveness,latency paid=latency:3ms owner=customer-care app=help-desk"
                                + " revision=3fa91c22d0be",
                        "01JX response/refund-promise shadow flag shadow lowers=business.promise"
                                + " raises=evasiveness,latency paid=latency:3ms owner=customer-care app=help-desk"
                                + " revision=3fa91c22d0be");
    }

    @Test
    void tellsTradesInOrder_whenTheLedgerHasWrittenThem(@TempDir Path directory) {
        try (Database database = Database.open(directory.resolve("ledger.db"));
                Ledger ledger = new Ledger(database, 10, Duration.ofSeconds(5))) {
            ledger.append(Entries.blocked("01JX", "wallet", Entries.AT, "request/off-topic"));
            ledger.append(Entries.blocked("01JY", "wallet", Entries.AT, "request/off-topic"));
        }

        assertThat(lines.list)
                .extracting(event -> event.getFormattedMessage().substring(0, 28))
                .containsExactly("01JX request/off-topic enfor", "01JY request/off-topic enfor");
    }

    @Test
    void saysNothing_whenEntryIsAnIntentOrHasNoTrade() {
        List<Trade> trades = Entries.traded("01JX").trades();
        ExchangeEntry intent = Entries.entry(
                Entries.exchange("01JX", "help-desk", Entries.AT), true, Outcome.ANSWERED, List.of(), trades);

        assertThat(TradeLog.lines(intent)).isEmpty();
        assertThat(TradeLog.lines(Entries.plain("01JY"))).isEmpty();
    }

    @Test
    void staysOneLine_whenOwnerHasBlanksAndBreaks() {
        Trade trade = Entries.traded("01JX").trades().get(0);
        RuleContract old = trade.contract();
        RuleContract contract = new RuleContract(
                old.id(),
                old.phase(),
                "客服 team\n\"care\"",
                old.lowers(),
                List.of(),
                old.accepts(),
                old.because(),
                old.review(),
                old.infers(),
                old.file(),
                old.line());
        ExchangeEntry entry = Entries.plain("01JX");

        assertThat(TradeLog.line(entry, new Trade(contract, "enforce", "block", Trade.Effect.ENFORCED, List.of())))
                .contains(" raises=none owner=\"客服 team 'care'\" app=help-desk")
                .doesNotContain("\n");
    }
}
