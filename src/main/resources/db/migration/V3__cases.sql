-- Work for people.
CREATE TABLE cases (
    id          TEXT    PRIMARY KEY,
    exchange    TEXT    NOT NULL,
    app         TEXT    NOT NULL,
    desk        TEXT    NOT NULL,
    rule        TEXT    NOT NULL,
    language    TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('open', 'claimed', 'answered')),
    opened      INTEGER NOT NULL,
    claimed_by  TEXT,
    claimed_at  INTEGER,
    answered_at INTEGER
) STRICT;
CREATE INDEX cases_queue ON cases (state, desk, opened);

-- The one place with text of an exchange: what a person has to read to answer, and what they answered.
CREATE TABLE case_texts (
    id       TEXT PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    answer   TEXT
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 3;
