-- table: roles
-- severity: warning
-- meaning: no role ends before it begins
SELECT role_id, person_id, title, started, ended FROM roles WHERE ended_max < started_min
