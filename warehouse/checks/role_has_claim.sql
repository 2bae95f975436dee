-- table: roles
-- severity: critical
-- meaning: every role rests on a claim
SELECT role_id, person_id, title FROM roles WHERE role_id NOT IN (SELECT role_id FROM role_claims)
