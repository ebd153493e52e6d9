-- Who changed what when, for the keeper: ids, deeds and counts, never a word of a story and no name.

-- A push has one row, however many records it changed.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,          -- by the server's clock
    deed TEXT NOT NULL,
    device BLOB,                  -- who pushed, was enrolled or revoked; NULL: a keeper at the server
    role TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    records BLOB                  -- the ids of what a push changed, 16 bytes each
) STRICT;
CREATE INDEX audit_of_device ON audit (device, number) WHERE device IS NOT NULL;
CREATE INDEX audit_of_backups ON audit (at) WHERE deed = 'backup';
