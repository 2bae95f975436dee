-- table: sources
-- severity: critical
-- meaning: every story has exactly one best copy
SELECT story_id, count(*) FILTER (duplicate_of IS NULL) AS best_copies, count(*) AS pages
FROM sources GROUP BY story_id HAVING best_copies <> 1
