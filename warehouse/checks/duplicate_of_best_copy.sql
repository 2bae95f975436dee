-- table: sources
-- severity: critical
-- meaning: a duplicate points to the best copy of its own story, which is none itself
SELECT d.source_id, d.duplicate_of, d.story_id, b.story_id AS story_of_best, b.duplicate_of AS best_is_copy_of
FROM sources d LEFT JOIN sources b ON b.source_id = d.duplicate_of
WHERE d.duplicate_of IS NOT NULL AND (b.source_id IS NULL OR b.duplicate_of IS NOT NULL OR b.story_id <> d.story_id)
