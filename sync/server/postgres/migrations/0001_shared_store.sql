-- The company's store. A record is kept as the text that travels (PROTOCOL.md), with all its stamps, so that a page of the feed is
-- read and sent without being taken apart.

-- seq is the feed: a changed record gets a new one. It is given out inside the commit section (sync/adr/0005), and the row with
-- the largest one is never deleted.
CREATE TABLE record (
    id uuid PRIMARY KEY,
    seq bigint NOT NULL,
    kind text NOT NULL,
    site text,
    origin uuid,     -- the device that wrote all of it, as it stands here; NULL when several did
    body text NOT NULL,
    redacted text,   -- for those who do not see personal fields; empty: nothing is left; NULL: the same
    ends text COLLATE "C",  -- the last day of a story's consent
    withheld text,   -- what is told from the day after; empty: nothing is left
    deleted_at bigint,      -- by the server's clock
    blob text,       -- the SHA-256 of an attachment's file
    thumbnail text
);
CREATE UNIQUE INDEX record_seq ON record (seq);
-- Erasures are asked for before everything else: by each push for those it does not know yet, and by devices that come back.
CREATE INDEX record_erasure ON record (seq) WHERE kind = 'erasure';
CREATE INDEX record_deleted ON record (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX record_blob ON record (blob) WHERE blob IS NOT NULL;
CREATE INDEX record_thumbnail ON record (thumbnail) WHERE thumbnail IS NOT NULL;

-- Values that lost to a later write of the same field.
CREATE TABLE earlier_value (
    id uuid NOT NULL,
    field text NOT NULL,
    clock bigint NOT NULL,
    device uuid NOT NULL,
    value text NOT NULL,  -- JSON
    PRIMARY KEY (id, field, clock, device)
);

-- The samples that ANALYZE takes would be copies of what was said that no erasure reaches.
ALTER TABLE record ALTER COLUMN body SET STATISTICS 0, ALTER COLUMN redacted SET STATISTICS 0,
    ALTER COLUMN withheld SET STATISTICS 0;
ALTER TABLE earlier_value ALTER COLUMN value SET STATISTICS 0;

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

-- epoch, company, birthplace, purged; scrub while erased bytes are still in free parts of the files
CREATE TABLE meta (
    name text PRIMARY KEY,
    value text NOT NULL
);

-- Who changed what when, for the keeper: ids, deeds and counts, never a word of a story and no name.

-- A push has one row, however many records it changed.
CREATE TABLE audit (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,     -- by the server's clock
    deed text NOT NULL,
    device uuid,            -- who pushed, was enrolled or revoked; NULL: a keeper at the server
    role text NOT NULL,
    site text NOT NULL,
    records uuid[] NOT NULL -- what a push changed
);
CREATE INDEX audit_of_device ON audit (device, number) WHERE device IS NOT NULL;
CREATE INDEX audit_of_backups ON audit (at) WHERE deed = 'backup';

-- Which device has brought a blob: it may fetch it before its attachment has arrived.
CREATE TABLE blob_brought (
    sha256 text NOT NULL,
    device uuid NOT NULL,
    PRIMARY KEY (sha256, device)
);
