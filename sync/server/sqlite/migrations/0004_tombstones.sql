-- When a record was deleted, by the server's clock. What was deleted before this was noted counts from now on.
ALTER TABLE record ADD COLUMN deleted_at INTEGER;
UPDATE record SET deleted_at = unixepoch () * 1000 WHERE instr(body, '"deleted":true') > 0;
CREATE INDEX record_deleted ON record (deleted_at) WHERE deleted_at IS NOT NULL;
