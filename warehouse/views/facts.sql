-- meaning: every role and event, one row a fact: who, what, with whom, where, when, and how well attested;
--   confidence is that of the surest claim
SELECT
    'role' AS fact_kind,
    role_id AS fact_id,
    person_id,
    title AS what,
    organization,
    coalesce(country, place_country) AS country,
    place,
    CASE WHEN started IS NOT NULL OR ended IS NOT NULL
         THEN coalesce(started, '?') || ' – ' || coalesce(ended, CASE status WHEN 'current' THEN 'now' ELSE '?' END)
    END AS dated,
    started_min AS earliest,
    ended_max AS latest,
    coalesce(started_min, ended_min) AS sorted_by,
    status,
    agreement,
    n_sources,
    n_independent_sources,
    confidence
FROM roles
LEFT JOIN (SELECT role_id, max(confidence) AS confidence FROM role_claims GROUP BY role_id) USING (role_id)
UNION ALL
SELECT
    'event',
    event_id,
    person_id,
    event_type,
    organization,
    place_country,
    place,
    occurred,
    occurred_min,
    occurred_max,
    occurred_min,
    realis,
    agreement,
    n_sources,
    n_independent_sources,
    confidence
FROM events
LEFT JOIN (SELECT event_id, max(confidence) AS confidence FROM event_claims GROUP BY event_id) USING (event_id);
