-- The company's store. A record is kept as the text that travels (PROTOCOL.md), with all its stamps, so that a page of the feed is
-- read and sent without being taken apart.

-- seq is the feed: a changed record gets a new one, which moves its row to the end.
CREATE TABLE record (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    site TEXT,
    origin BLOB,     -- the device that wrote all of it, as it stands here; NULL when several did
    body TEXT NOT NULL,
    redacted TEXT    -- without personal fields, where there are some; empty when nothing else is left
) STRICT;

-- Values that lost to a later write of the same field.
CREATE TABLE earlier_value (
    id BLOB NOT NULL,
    field TEXT NOT NULL,
    clock INTEGER NOT NULL,
    device BLOB NOT NULL,
    value TEXT NOT NULL,  -- JSON
    PRIMARY KEY (id, field, clock, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id BLOB PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    site TEXT NOT NULL,
    name TEXT NOT NULL,
    enrolled INTEGER NOT NULL,
    last_heard INTEGER,
    cursor INTEGER NOT NULL DEFAULT 0,
    revoked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment_code (
    code TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    site TEXT NOT NULL,
    valid_until INTEGER NOT NULL,
    used_by BLOB
) STRICT, WITHOUT ROWID;

-- epoch, company
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
