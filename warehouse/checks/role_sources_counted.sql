-- table: roles
-- severity: critical
-- meaning: a role's sources are the pages of its claims, the independent ones their stories
SELECT r.role_id, r.title, r.n_sources, r.n_independent_sources, c.pages, c.stories
FROM roles r
LEFT JOIN (
    SELECT role_id, count(DISTINCT source_id) AS pages, count(DISTINCT story_id) AS stories
    FROM role_claims JOIN sources USING (source_id) GROUP BY role_id
) c USING (role_id)
WHERE r.n_sources IS DISTINCT FROM c.pages OR r.n_independent_sources IS DISTINCT FROM c.stories
