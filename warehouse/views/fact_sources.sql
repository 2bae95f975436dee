-- needs: fact_claims, claim_places
-- meaning: the sources of a fact: every claim behind a role or event id with its quote, its place in text and
--   raw page, and whether its page is a copy of another (rows with the same story_id are one independent
--   source)
SELECT
    c.fact_kind,
    c.fact_id,
    c.claim_id,
    c.person,
    c.what,
    c.organization,
    c.place,
    c.dated,
    c.status,
    c.stance,
    c.attributed_to,
    c.quote,
    c.confidence,
    c.outlet,
    c.headline,
    c.published,
    c.uri,
    c.source_id,
    c.story_id,
    c.is_copy,
    c.start_char,
    c.end_char,
    p.raw_start,
    p.raw_end
FROM fact_claims c
LEFT JOIN claim_places p USING (claim_id)
ORDER BY c.fact_id, c.is_copy, c.published_min NULLS LAST, c.claim_id;
