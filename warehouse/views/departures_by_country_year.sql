-- meaning: how many officials left their post, their side or their country, by the state they served and by
--   year; a person who resigned and defected in one year is one person; year is null where no source
--   gives it; planned, denied and alleged departures are left out
SELECT
    country,
    year,
    count(DISTINCT person_id) AS n_people,
    count(DISTINCT person_id) FILTER (event_type = 'resignation') AS n_resigned,
    count(DISTINCT person_id) FILTER (event_type = 'defection') AS n_defected,
    count(DISTINCT person_id) FILTER (event_type = 'dismissal') AS n_dismissed,
    count(DISTINCT person_id) FILTER (event_type = 'recall') AS n_recalled,
    count(DISTINCT person_id) FILTER (event_type = 'retirement') AS n_retired,
    count(DISTINCT person_id) FILTER (event_type = 'flight') AS n_fled,
    count(DISTINCT person_id) FILTER (event_type = 'asylum_request') AS n_asked_asylum,
    count(DISTINCT person_id) FILTER (agreement = 'disputed') AS n_disputed
FROM (
    SELECT
        e.person_id,
        e.event_type,
        e.agreement,
        CASE WHEN year(e.occurred_min) = year(e.occurred_max) THEN year(e.occurred_min) END AS year,
        coalesce(p.nationality, ended.country, any_role.country) AS country
    FROM events e
    JOIN people p ON p.person_id = e.person_id
    LEFT JOIN (SELECT end_event_id, min(country) AS country FROM roles GROUP BY end_event_id) ended
        ON ended.end_event_id = e.event_id
    LEFT JOIN (SELECT person_id, min(country) AS country FROM roles GROUP BY person_id) any_role
        ON any_role.person_id = e.person_id
    WHERE e.realis = 'actual'
      AND e.event_type IN
          ('resignation', 'defection', 'dismissal', 'recall', 'retirement', 'flight', 'asylum_request')
)
GROUP BY country, year
ORDER BY country NULLS LAST, year NULLS LAST;
