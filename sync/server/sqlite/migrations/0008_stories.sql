-- The list of living stories for programs, newest first (sync/server/told_page.hpp): their place in it, and what it can be asked by.
-- The index holds all of that, so that a page looks only at the texts of what it tells.
ALTER TABLE record ADD COLUMN place INTEGER;
ALTER TABLE record ADD COLUMN story_kind TEXT;
ALTER TABLE record ADD COLUMN stage TEXT;
CREATE INDEX record_place ON record (place, id, story_kind, stage, site) WHERE place IS NOT NULL;

-- The story on which an echo, a reply, a receipt or an attachment hangs.
ALTER TABLE record ADD COLUMN story BLOB;
CREATE INDEX record_of_story ON record (story, kind, id) WHERE story IS NOT NULL;

-- The next opening fills them for what is there.
INSERT OR REPLACE INTO meta (name, value) VALUES ('rows', 'written before schema 8');
