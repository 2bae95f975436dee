-- table: event_claims
-- severity: critical
-- meaning: every claim about an event has its event, and both speak of one person
SELECT c.claim_id, c.event_id, c.person_id, e.person_id AS event_person_id
FROM event_claims c LEFT JOIN events e USING (event_id)
WHERE e.event_id IS NULL OR e.person_id IS DISTINCT FROM c.person_id
