package dev.fulcrum;

import dev.fulcrum.admin.SwitchBoard;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.handoff.HandoffDesk;
import dev.fulcrum.ledger.Database;
import dev.fulcrum.ledger.Ledger;
import dev.fulcrum.ledger.LedgerReader;
import dev.fulcrum.ledger.Outcomes;
import dev.fulcrum.ledger.RevisionStore;
import dev.fulcrum.ledger.SwitchStore;
import dev.fulcrum.ledger.TokenStore;
import java.time.Clock;
import java.util.Optional;

/** Wires what is kept: the ledger's database, and everything that reads or writes it. */
final class LedgerWiring {
    private final GatewayConfig config;
    private final Clock clock;
    private final Database database;
    private final Ledger ledger;
    private final TokenStore tokens;

    private LedgerWiring(GatewayConfig config, Clock clock, Database database, Ledger ledger) {
        this.config = config;
        this.clock = clock;
        this.database = database;
        this.ledger = ledger;
        this.tokens = new TokenStore(database.readers(), clock);
    }

    /** Opens the database; the ledger is closed before it, so that it can write what it has. */
    static LedgerWiring open(GatewayConfig config, Clock clock, Lifetime lifetime) throws StartFailure {
        Database database;
        try {
            database = lifetime.holds(Database.openToServe(config.ledger().path()));
        } catch (RuntimeException e) {
            throw new StartFailure("the ledger cannot be opened: " + e.getMessage());
        }
        Ledger ledger = lifetime.holds(
                new Ledger(database, config.ledger().queue(), config.ledger().patience()));
        return new LedgerWiring(config, clock, database, ledger);
    }

    Ledger ledger() {
        return ledger;
    }

    LedgerReader reader() {
        return new LedgerReader(database.readers());
    }

    Outcomes outcomes() {
        return new Outcomes(ledger, database);
    }

    RevisionStore revisions() {
        return new RevisionStore(database.readers());
    }

    SwitchBoard switches(Lifetime lifetime) {
        return new SwitchBoard(ledger, new SwitchStore(database.readers()), lifetime.timers("fulcrum-timers"), clock);
    }

    HandoffDesk desk() {
        return new HandoffDesk(database.writer(), database.writerThread(), database.readers(), clock, ledger::record);
    }

    TokenStore tokens() {
        return tokens;
    }

    /**
     * Makes the first admin token if there never was one. Outside loopback the admin side is never left without a
     * token that somebody holds.
     */
    Optional<FirstToken> firstToken() throws StartFailure {
        Optional<FirstToken> first =
                FirstToken.make(tokens, database, config.ledger().path());
        if (!config.admin().onLoopback()
                && tokens.list().stream().noneMatch(it -> it.revoked().isEmpty())) {
            throw new StartFailure("admin.host is `" + config.admin().host()
                    + "`, which others can reach, and every admin token is revoked; make one with `token create`");
        }
        return first;
    }
}
