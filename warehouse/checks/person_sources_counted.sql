-- table: people
-- severity: critical
-- meaning: a person's sources are the pages that mention them, the independent ones their stories
SELECT p.person_id, p.name, p.n_sources, p.n_independent_sources, m.pages, m.stories
FROM people p
LEFT JOIN (
    SELECT person_id, count(DISTINCT source_id) AS pages, count(DISTINCT story_id) AS stories
    FROM person_mentions JOIN sources USING (source_id) GROUP BY person_id
) m USING (person_id)
WHERE p.n_sources IS DISTINCT FROM m.pages OR p.n_independent_sources IS DISTINCT FROM m.stories
