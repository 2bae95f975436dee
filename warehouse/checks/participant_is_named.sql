-- table: event_participants
-- severity: critical
-- meaning: every participant is a person or a body, of an event that exists
SELECT p.participant_id, p.event_id
FROM event_participants p LEFT JOIN events e USING (event_id)
WHERE e.event_id IS NULL OR (p.person_id IS NULL AND p.organization IS NULL)
