-- The last day of a story's consent, and what is told of it from the day after; see sync/model/consent.hpp.
ALTER TABLE record ADD COLUMN ends TEXT;
ALTER TABLE record ADD COLUMN withheld TEXT;  -- empty when nothing is left

-- `redacted` says from now on what is told to those who do not see personal fields, which depends on consent too: the
-- next opening computes the three texts of stories that speak of consent.
INSERT INTO meta (name, value) VALUES ('rows', 'written before schema 3');
