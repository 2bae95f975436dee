-- table: roles
-- severity: critical
-- meaning: the events that begin and end a role happened to the person who held it
SELECT r.role_id, r.person_id, e.event_id, e.person_id AS event_person_id
FROM roles r
JOIN (
    SELECT role_id, start_event_id AS event_id FROM roles
    UNION ALL
    SELECT role_id, end_event_id FROM roles
) linked USING (role_id)
LEFT JOIN events e ON e.event_id = linked.event_id
WHERE linked.event_id IS NOT NULL AND e.person_id IS DISTINCT FROM r.person_id
