-- The databases that have spoken under a device's token, and the last push of each (sync/model/turn.hpp). One for a device, unless
-- its data was copied.
CREATE TABLE speaker (
    incarnation BLOB PRIMARY KEY,
    device BLOB NOT NULL,
    turn INTEGER NOT NULL,
    mark TEXT NOT NULL,
    cursor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- meta gets "clock": the largest clock value that was accepted (stamp_limit.hpp).
