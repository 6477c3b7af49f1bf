-- Switches: one row for each layer of a rule, the lowest position at the bottom.
CREATE TABLE switches (
    rule     TEXT    NOT NULL,
    position INTEGER NOT NULL,
    mode     TEXT    NOT NULL,
    holdout  REAL    NOT NULL,
    apps     TEXT    NOT NULL,   -- JSON array of names; empty for all
    until    INTEGER,            -- milliseconds since 1970; absent for good
    why      TEXT    NOT NULL,
    who      TEXT    NOT NULL,
    since    INTEGER NOT NULL,
    PRIMARY KEY (rule, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE switch_version (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO switch_version (id, version) VALUES (1, 0);

-- Bundles that were accepted, whole, so that any of them can be in force again at once.
CREATE TABLE revisions (
    id    TEXT    PRIMARY KEY,
    saved INTEGER NOT NULL,      -- grows with every save: the order of acceptance
    at    INTEGER NOT NULL,
    files BLOB    NOT NULL       -- gzip of a JSON object: text by path
) STRICT;

CREATE TABLE revision_state (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    active    TEXT    NOT NULL REFERENCES revisions (id),
    directory TEXT    NOT NULL,  -- revision of the rules directory when it was activated
    at        INTEGER NOT NULL
) STRICT;

-- Tokens of the admin API. The secret itself is nowhere.
CREATE TABLE tokens (
    id      INTEGER PRIMARY KEY,
    name    TEXT    NOT NULL,
    role    TEXT    NOT NULL,
    hash    BLOB    NOT NULL,    -- SHA-256 of the secret
    created INTEGER NOT NULL,
    revoked INTEGER
) STRICT;
CREATE UNIQUE INDEX tokens_name ON tokens (name) WHERE revoked IS NULL;

PRAGMA user_version = 2;
