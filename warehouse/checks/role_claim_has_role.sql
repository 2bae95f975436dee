-- table: role_claims
-- severity: critical
-- meaning: every claim about a role has its role, and both speak of one person
SELECT c.claim_id, c.role_id, c.person_id, r.person_id AS role_person_id
FROM role_claims c LEFT JOIN roles r USING (role_id)
WHERE r.role_id IS NULL OR r.person_id <> c.person_id
