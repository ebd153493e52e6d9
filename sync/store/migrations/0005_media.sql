-- Photos, voice notes and other attachments: which bytes this device holds, owes the shared store, or wants from it.
--
-- The bytes themselves are files (media_files.hpp). A row is made when an attachment that names the hash is written or
-- received, or when a file was kept that an attachment is about to name.

ALTER TABLE attachment ADD COLUMN thumbnail_sha256 TEXT;
CREATE INDEX attachment_sha256 ON attachment (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX attachment_thumbnail ON attachment (thumbnail_sha256) WHERE thumbnail_sha256 IS NOT NULL;

CREATE TABLE media (
    sha256 TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,                   -- 0: not known yet
    held INTEGER NOT NULL DEFAULT 0,          -- the whole file is here
    confirmed INTEGER NOT NULL DEFAULT 0,     -- the shared store said that it has it
    wanted INTEGER NOT NULL DEFAULT 0,        -- how much: media_store.hpp, Want
    used INTEGER NOT NULL DEFAULT 0,          -- when it was last looked at
    upload TEXT,                              -- where its upload goes on
    failures INTEGER NOT NULL DEFAULT 0,      -- in a row
    missing_since INTEGER,                    -- when the shared store first said that it does not have it
    next_attempt INTEGER NOT NULL DEFAULT 0   -- not before
) STRICT, WITHOUT ROWID;
CREATE INDEX media_to_send ON media (bytes) WHERE held = 1 AND confirmed = 0;
CREATE INDEX media_to_fetch ON media (wanted DESC, bytes) WHERE held = 0 AND wanted > 0;

-- Attachments of before: the small ones are fetched by themselves, the others when somebody wants to see them.
INSERT INTO media (sha256, bytes, wanted)
    SELECT sha256, coalesce(max(bytes), 0), coalesce(max(bytes), 0) BETWEEN 1 AND 262144 FROM attachment
    WHERE length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*' AND deleted IS NOT 1 GROUP BY sha256;
