-- The newest sequence of the shared store's feed when this device began to read it, and how it reads (device_state.hpp).
ALTER TABLE state ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;

-- What a snapshot under way has brought so far.
CREATE TABLE snapshot_seen (
    id BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
