-- The company's store. A record is kept as the text that travels (PROTOCOL.md), with all its stamps, so that a page of the feed is
-- read and sent without being taken apart.

-- seq is the feed: a changed record gets a new one. It is given out inside the commit section (sync/adr/0005), and rows are never
-- deleted, so that the largest one is the newest.
CREATE TABLE record (
    id uuid PRIMARY KEY,
    seq bigint NOT NULL,
    kind text NOT NULL,
    site text,
    origin uuid,     -- the device that wrote all of it, as it stands here; NULL when several did
    body text NOT NULL,
    redacted text    -- without personal fields, where there are some; empty when nothing else is left
);
CREATE UNIQUE INDEX record_seq ON record (seq);

-- Values that lost to a later write of the same field.
CREATE TABLE earlier_value (
    id uuid NOT NULL,
    field text NOT NULL,
    clock bigint NOT NULL,
    device uuid NOT NULL,
    value text NOT NULL,  -- JSON
    PRIMARY KEY (id, field, clock, device)
);

-- Heard of at every exchange: room in each page lets the row be written anew where it lies.
CREATE TABLE device (
    id uuid PRIMARY KEY,
    token_hash text NOT NULL UNIQUE,
    role text NOT NULL,
    site text NOT NULL,
    name text NOT NULL,
    enrolled bigint NOT NULL,
    last_heard bigint,
    cursor bigint NOT NULL DEFAULT 0,
    revoked boolean NOT NULL DEFAULT false
) WITH (fillfactor = 70);

CREATE TABLE enrolment_code (
    code text PRIMARY KEY,
    role text NOT NULL,
    site text NOT NULL,
    valid_until bigint NOT NULL,
    used_by uuid
);

-- epoch, company, birthplace
CREATE TABLE meta (
    name text PRIMARY KEY,
    value text NOT NULL
);
