-- table: events
-- severity: critical
-- meaning: an event's sources are the pages of its claims, the independent ones their stories
SELECT e.event_id, e.event_type, e.n_sources, e.n_independent_sources, c.pages, c.stories
FROM events e
LEFT JOIN (
    SELECT event_id, count(DISTINCT source_id) AS pages, count(DISTINCT story_id) AS stories
    FROM event_claims JOIN sources USING (source_id) GROUP BY event_id
) c USING (event_id)
WHERE e.n_sources IS DISTINCT FROM c.pages OR e.n_independent_sources IS DISTINCT FROM c.stories
