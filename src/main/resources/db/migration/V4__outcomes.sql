-- What applications report of exchanges afterwards: whether a user got what they came for.
-- The note may hold personal data, so it is no part of the chain; that a report was made is (an act).
CREATE TABLE outcomes (
    exchange TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    app      TEXT    NOT NULL,
    value    REAL,               -- in whatever the kind is counted in
    note     TEXT    NOT NULL,
    at       INTEGER NOT NULL,   -- milliseconds since 1970, as the application says
    reported INTEGER NOT NULL,   -- likewise, when it came in
    PRIMARY KEY (exchange, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcomes_kind ON outcomes (kind, at);

PRAGMA user_version = 4;
