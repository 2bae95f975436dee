-- table: roles
-- severity: warning
-- meaning: the cause of a role's end is the type of the event that ended it
SELECT r.role_id, r.end_cause, e.event_type
FROM roles r JOIN events e ON e.event_id = r.end_event_id
WHERE r.end_cause IS DISTINCT FROM e.event_type
