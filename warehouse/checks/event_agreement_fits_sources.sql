-- table: events
-- severity: warning
-- meaning: an event that one story tells is single; one on which sources agree has several
SELECT event_id, event_type, agreement, n_independent_sources
FROM events
WHERE (agreement = 'single' AND n_independent_sources > 1) OR (agreement = 'agreed' AND n_independent_sources = 1)
