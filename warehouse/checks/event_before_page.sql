-- table: event_claims
-- severity: warning
-- meaning: no page tells as done what, by its date, lies after the page
SELECT c.claim_id, c.event_type, c.occurred, s.published
FROM event_claims c JOIN sources s USING (source_id)
WHERE c.realis = 'actual' AND c.occurred_min > s.published_max + 1
