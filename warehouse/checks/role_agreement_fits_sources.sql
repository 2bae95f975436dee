-- table: roles
-- severity: warning
-- meaning: a role that one story tells is single; one on which sources agree has several
SELECT role_id, title, agreement, n_independent_sources
FROM roles
WHERE (agreement = 'single' AND n_independent_sources > 1) OR (agreement = 'agreed' AND n_independent_sources = 1)
