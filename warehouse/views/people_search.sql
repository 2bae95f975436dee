-- meaning: every name form of every person, folded for searching: no accents, no capitals
SELECT person_id, name, form, folded(form) AS folded, form = name AS is_best_form, n_independent_sources
FROM (
    SELECT person_id, name, name AS form, n_independent_sources FROM people
    UNION
    SELECT person_id, name, unnest(aliases), n_independent_sources FROM people
);
