-- needs: facts, fact_claims
-- meaning: a person's roles and events in the order of time, each with the best sentence that says so: of the
--   claims that assert it the surest, originals before copies
SELECT
    f.person_id,
    p.name AS person,
    f.dated,
    f.fact_kind,
    f.what,
    f.organization,
    f.place,
    f.status,
    b.quote,
    b.outlet,
    b.published,
    b.uri,
    f.agreement,
    f.n_independent_sources,
    f.fact_id,
    b.claim_id,
    f.earliest,
    f.latest,
    f.confidence
FROM facts f
JOIN people p ON p.person_id = f.person_id
LEFT JOIN (
    SELECT *
    FROM fact_claims
    QUALIFY row_number() OVER (
        PARTITION BY fact_id
        ORDER BY stance <> 'asserts', is_copy, confidence DESC, published_min NULLS LAST, claim_id
    ) = 1
) b USING (fact_id)
ORDER BY p.name, f.person_id, f.sorted_by NULLS LAST, f.fact_kind DESC, f.what, f.fact_id;
