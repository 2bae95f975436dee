-- table: people
-- severity: critical
-- meaning: every person is mentioned on some page
SELECT person_id, name FROM people WHERE person_id NOT IN (SELECT person_id FROM person_mentions)
