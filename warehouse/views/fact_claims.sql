-- meaning: every claim about a role or an event, one row a claim, with its page: what it says, who says it,
--   where it stands
SELECT
    'role' AS fact_kind,
    c.role_id AS fact_id,
    c.claim_id,
    c.person_id,
    p.name AS person,
    c.title AS what,
    c.organization,
    c.place,
    CASE WHEN c.started IS NOT NULL OR c.ended IS NOT NULL
         THEN coalesce(c.started, '?') || ' – ' || coalesce(c.ended, CASE c.status WHEN 'current' THEN 'then' ELSE '?' END)
    END AS dated,
    c.status AS status,
    c.stance,
    c.attributed_to,
    c.quote,
    c.start_char,
    c.end_char,
    c.confidence,
    c.source_id,
    s.outlet,
    s.title AS headline,
    s.published,
    s.published_min,
    s.uri,
    s.story_id,
    s.duplicate_of IS NOT NULL AS is_copy
FROM role_claims c
JOIN sources s USING (source_id)
JOIN people p ON p.person_id = c.person_id
UNION ALL
SELECT
    'event',
    c.event_id,
    c.claim_id,
    c.person_id,
    p.name,
    c.event_type,
    c.organization,
    c.place,
    c.occurred,
    c.realis,
    c.stance,
    c.attributed_to,
    c.quote,
    c.start_char,
    c.end_char,
    c.confidence,
    c.source_id,
    s.outlet,
    s.title,
    s.published,
    s.published_min,
    s.uri,
    s.story_id,
    s.duplicate_of IS NOT NULL
FROM event_claims c
JOIN sources s USING (source_id)
LEFT JOIN people p ON p.person_id = c.person_id;
