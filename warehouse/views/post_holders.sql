-- meaning: who held a post, and when: one row a role, by body and title in the order of time
SELECT
    r.organization,
    r.title,
    r.title_class,
    r.country,
    r.place,
    p.name AS holder,
    r.started,
    r.ended,
    r.status,
    r.end_cause,
    r.agreement,
    r.n_independent_sources,
    r.started_min,
    r.started_max,
    r.ended_min,
    r.ended_max,
    r.person_id,
    r.role_id
FROM roles r
JOIN people p USING (person_id)
ORDER BY r.organization NULLS LAST, r.title, coalesce(r.started_min, r.ended_min) NULLS LAST, p.name, r.role_id;
