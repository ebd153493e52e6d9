-- Where a story stood in the list before it was given another date for the first time; NULL as long as it was not. With that the
-- pages of an export have an order that no write changes (sync/server/told_page.hpp).
ALTER TABLE record ADD COLUMN filed INTEGER;
CREATE INDEX record_filed ON record (coalesce(filed, place), id, place, story_kind, stage, site) WHERE place IS NOT NULL;
