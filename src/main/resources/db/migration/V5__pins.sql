-- Whether an operator put the revision in force and wants it to stay, whatever the rules directory holds.
ALTER TABLE revision_state ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
UPDATE revision_state SET pinned = 1 WHERE active <> directory;

-- Reviewers whose tokens are revoked: their claims can be taken over.
CREATE INDEX tokens_names ON tokens (name);

PRAGMA user_version = 5;
