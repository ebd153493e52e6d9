-- The list of living stories for programs, newest first (sync/server/told_page.hpp): their place in it, and what it can be asked by.
-- The index holds all of that, so that a page looks only at the rows of what it tells.
ALTER TABLE record ADD COLUMN place bigint, ADD COLUMN story_kind text, ADD COLUMN stage text;
CREATE INDEX record_place ON record (place, id, story_kind, stage, site) WHERE place IS NOT NULL;

-- The story on which an echo, a reply, a receipt or an attachment hangs.
ALTER TABLE record ADD COLUMN story uuid;
CREATE INDEX record_of_story ON record (story, kind, id) WHERE story IS NOT NULL;

-- A server of before that still serves beside newer ones cannot store stories that no list would find: its devices try again later.
ALTER TABLE record ADD CONSTRAINT record_is_listed CHECK (kind <> 'story' OR deleted_at IS NOT NULL OR place IS NOT NULL) NOT VALID;

-- Whoever takes this step fills them for what is there.
INSERT INTO meta (name, value) VALUES ('rows', 'written before schema 2');
