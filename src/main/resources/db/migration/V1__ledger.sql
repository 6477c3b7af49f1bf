-- The record of exchanges, trades and operators' acts: a chain of hashes, written in one order only.
-- seq has no gaps. body is the JSON of the entry; the columns beside it are what reading filters by.
-- hash covers previous and every other column; dev.fulcrum.ledger.ChainHash says how.
CREATE TABLE entries (
    seq      INTEGER PRIMARY KEY,
    kind     TEXT    NOT NULL CHECK (kind IN ('exchange', 'intent', 'act')),
    exchange TEXT,               -- ULID; absent from acts
    at       INTEGER NOT NULL,   -- milliseconds since 1970, as the entry itself says
    app      TEXT,               -- absent from acts
    outcome  TEXT,               -- absent from acts
    body     TEXT    NOT NULL,
    previous BLOB    NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;

CREATE INDEX entries_exchange ON entries (exchange) WHERE exchange IS NOT NULL;
-- most exchanges are plainly answered: only the others are worth an index
CREATE INDEX entries_outcome ON entries (outcome, seq) WHERE kind = 'exchange' AND outcome <> 'answered';
CREATE INDEX entries_acts ON entries (seq) WHERE kind = 'act';

-- Which entries tell of which rule. Derived from the bodies, so no part of the chain.
CREATE TABLE entry_rules (
    rule TEXT    NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (rule, seq)
) STRICT, WITHOUT ROWID;

-- The first entry of each hour, by the entries' own time: reading from a moment on starts here, at no cost for writing.
CREATE TABLE entry_hours (
    hour INTEGER PRIMARY KEY,    -- hours since 1970
    seq  INTEGER NOT NULL
) STRICT;

-- Written only while the ledger is failing and nothing waits, to learn whether it can be written again.
CREATE TABLE ledger_probe (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    tries INTEGER NOT NULL
) STRICT;
INSERT INTO ledger_probe (id, tries) VALUES (1, 0);

PRAGMA application_id = 1179995203; -- 'FULC'
PRAGMA user_version = 1;
