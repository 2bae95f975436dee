-- table: events
-- severity: critical
-- meaning: every event rests on a claim
SELECT event_id, person_id, event_type FROM events WHERE event_id NOT IN (SELECT event_id FROM event_claims)
