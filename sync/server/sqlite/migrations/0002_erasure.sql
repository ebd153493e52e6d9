-- Erasures are asked for before everything else: by each push for those it does not know yet, and by devices that come
-- back.
CREATE INDEX record_erasure ON record (seq) WHERE kind = 'erasure';

-- Until now freed pages kept what they held: the next opening writes the database anew.
INSERT INTO meta (name, value) VALUES ('scrub', 'all');
