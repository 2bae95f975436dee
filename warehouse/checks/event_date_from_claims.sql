-- table: events
-- severity: warning
-- meaning: an event's date lies within what its claims say, or sources disagree on it, or it is marked as
--   inferred
SELECT e.event_id, e.event_type, e.occurred, c.earliest, c.latest
FROM events e
JOIN (
    SELECT event_id, min(occurred_min) AS earliest, max(occurred_max) AS latest FROM event_claims GROUP BY event_id
) c USING (event_id)
WHERE e.occurred_min IS NOT NULL
  AND e.agreement <> 'disputed'
  AND e.occurred_basis <> 'inferred'
  AND (c.earliest <= e.occurred_min AND e.occurred_max <= c.latest) IS NOT TRUE
