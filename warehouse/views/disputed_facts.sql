-- needs: facts, fact_claims
-- meaning: facts on which sources disagree: each side's claim with its own date, status and quote; rows with
--   one story_id are copies of one story
SELECT
    c.fact_kind,
    c.fact_id,
    c.person,
    f.what,
    f.organization,
    f.dated AS resolved_date,
    c.what AS claimed_what,
    c.organization AS claimed_organization,
    c.dated AS claimed_date,
    c.status AS claimed_status,
    c.stance,
    c.attributed_to,
    c.quote,
    c.outlet,
    c.published,
    c.uri,
    c.story_id,
    c.is_copy,
    c.claim_id
FROM facts f
JOIN fact_claims c USING (fact_id)
WHERE f.agreement = 'disputed'
ORDER BY c.person, c.fact_id, c.is_copy, c.published_min NULLS LAST, c.claim_id;
