"""What in a release is worth a person's look, the most valuable first, and what a verdict on it would name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import duckdb

from schemas.ids import page_person_id
from schemas.vocab import IdKind

# Words shown on each side of a name that no claim speaks of
_AROUND = 90


class Question(StrEnum):
    """What a person is asked."""

    MERGED = "merged"
    APART = "apart"
    DISPUTE = "dispute"
    UNSURE = "unsure"


@dataclass(frozen=True, kw_only=True)
class NameOnPage:
    """A person as one page names them: what a verdict on who is who is about."""

    source_id: str
    name: str
    person_id: str


@dataclass(frozen=True, kw_only=True)
class ClaimOnPage:
    """A claim by its page and words, as the engine read it: what a verdict on a claim is about."""

    kind: IdKind
    source_id: str
    name: str
    what: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """Words of a page. `claim_id` is None where no claim stands behind them."""

    quote: str
    outlet: str | None
    published: str | None
    uri: str
    said: str
    claim_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Worth:
    """One thing worth a look. `value` grows with the doubt and with how much hangs on it."""

    question: Question
    subject_id: str
    value: float
    title: str
    doubt: str
    sentences: tuple[Sentence, ...]
    left: str | None = None
    right: str | None = None


def worth_a_look(con: duckdb.DuckDBPyConnection, limit: int = 20) -> list[Worth]:
    """The merges, near merges, disputes and unsure claims on which nobody has decided, the most valuable first."""
    found = [*_pairs(con, limit), *_disputes(con, limit), *_unsure(con, limit)]
    return sorted(found, key=lambda w: (-w.value, w.subject_id))[:limit]


def name_on_page(con: duckdb.DuckDBPyConnection, ident: str) -> NameOnPage:
    """The name that stands for the person: of a page_person_id its own, of a person_id that of the best page.

    Raises:
        LookupError: nobody has that id.
    """
    rows = con.execute(_NAMED, {"ident": ident}).fetchall()
    for person, source, page_person, forms in rows:
        for form in forms:
            if page_person_id(source, form) == page_person:
                return NameOnPage(source_id=source, name=form, person_id=person)
    raise LookupError(f"there is no person {ident} here. Take the id from demarche show or from resolutions")


def claim_on_page(con: duckdb.DuckDBPyConnection, claim_id: str) -> ClaimOnPage:
    """The claim by page and words, a claim that was found wrong included.

    Raises:
        LookupError: there is no such claim.
    """
    decided = con.execute(_DECIDED, [claim_id]).fetchone()
    if decided is not None:
        kind, source, name, what, quote, original = decided
        (said,) = [row for row in json.loads(original) if row["claim_id"] == claim_id]
        what, quote = said.get("title") or said.get("event_type") or what, said["quote"] or quote
        return ClaimOnPage(kind=IdKind(kind), source_id=said["source_id"], name=name or "", what=what, quote=quote)
    row = con.execute(_CLAIM, [claim_id]).fetchone()
    if row is None:
        raise LookupError(f"there is no claim {claim_id} here. Take the id from demarche review or from event_claims")
    kind, source, page_person, what, quote = row
    name = name_on_page(con, page_person).name if page_person else ""
    return ClaimOnPage(kind=IdKind(kind), source_id=source, name=name, what=what, quote=quote)


def _pairs(con: duckdb.DuckDBPyConnection, limit: int) -> list[Worth]:
    found = []
    for row in _rows(con, _PAIRS, {"limit": limit}):
        same = row["verdict"] == "same"
        found.append(
            Worth(
                question=Question.MERGED if same else Question.APART,
                subject_id=row["resolution_id"],
                value=round(row["value"], 3),
                title=f"{row['left_name']} / {row['right_name']}",
                doubt=f"taken for {'one person' if same else 'two persons'} ({row['score']:.2f}): {row['evidence']}",
                sentences=(*_about(con, row["left_id"]), *_about(con, row["right_id"])),
                left=row["left_id"],
                right=row["right_id"],
            )
        )
    return found


def _disputes(con: duckdb.DuckDBPyConnection, limit: int) -> list[Worth]:
    return [
        Worth(
            question=Question.DISPUTE,
            subject_id=row["fact_id"],
            value=round(row["value"], 3),
            title=_fact_title(row),
            doubt=f"{row['n_independent_sources']} independent sources disagree",
            sentences=_said_of(con, row["fact_id"]),
        )
        for row in _rows(con, _DISPUTES, {"limit": limit})
    ]


def _unsure(con: duckdb.DuckDBPyConnection, limit: int) -> list[Worth]:
    return [
        Worth(
            question=Question.UNSURE,
            subject_id=row["claim_id"],
            value=round(row["value"], 3),
            title=_fact_title(row),
            doubt=f"the engine is sure to {row['confidence']:.0%}",
            sentences=(_sentence(row),),
        )
        for row in _rows(con, _UNSURE, {"limit": limit})
    ]


def _about(con: duckdb.DuckDBPyConnection, page_person: str) -> tuple[Sentence, ...]:
    rows = _rows(con, _ABOUT, {"ident": page_person, "around": _AROUND})
    return tuple(_sentence(row) for row in rows)


def _said_of(con: duckdb.DuckDBPyConnection, fact_id: str) -> tuple[Sentence, ...]:
    return tuple(_sentence(row) for row in _rows(con, _SAID_OF, {"fact": fact_id}))


def _sentence(row: dict[str, Any]) -> Sentence:
    return Sentence(
        quote=" ".join(row["quote"].split()),
        outlet=row["outlet"],
        published=row["published"],
        uri=row["uri"],
        said=row["said"],
        claim_id=row["claim_id"],
    )


def _fact_title(row: dict[str, Any]) -> str:
    parts = (row["person"], row["what"].replace("_", " "), row["organization"], row["dated"])
    return ", ".join(part for part in parts if part)


def _rows(con: duckdb.DuckDBPyConnection, query: str, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    found = con.execute(query, arguments)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


# The best page of a person: one that uses the best name, in an original before a copy
_NAMED = """
SELECT m.person_id, m.source_id, m.page_person_id,
       list_distinct([p.name] || p.aliases || list(m.written ORDER BY m.start_char)) AS forms
FROM person_mentions m JOIN people p USING (person_id) JOIN sources s USING (source_id)
WHERE m.person_id = $ident OR m.page_person_id = $ident
GROUP BY m.person_id, m.source_id, m.page_person_id, p.name, p.aliases, s.duplicate_of
ORDER BY bool_or(m.written = p.name) DESC, s.duplicate_of IS NOT NULL, m.page_person_id
"""

_CLAIM = """
SELECT 'role', source_id, page_person_id, title, quote FROM role_claims WHERE claim_id = $1
UNION ALL
SELECT 'event', source_id, page_person_id, event_type, quote FROM event_claims WHERE claim_id = $1
"""

_DECIDED = """
SELECT kind, source_id, name, what, quote, original FROM verdicts
WHERE list_contains(claim_ids, $1) ORDER BY verdict_id LIMIT 1
"""

# A merge of persons of whom much is told weighs more; what is taken for one person is asked before what is kept apart
_PAIRS = """
WITH home AS (SELECT DISTINCT page_person_id, person_id FROM person_mentions),
weighed AS (
    SELECT r.*, CASE r.verdict WHEN 'same' THEN 1.5 * (1 - r.score) ELSE r.score END
                * ln(1 + least(a.n_independent_sources, b.n_independent_sources) + a.n_independent_sources) AS value
    FROM resolutions r
    JOIN home l ON l.page_person_id = r.left_id JOIN people a ON a.person_id = l.person_id
    JOIN home h ON h.page_person_id = r.right_id JOIN people b ON b.person_id = h.person_id
    WHERE r.kind = 'person' AND r.verdict IN ('same', 'different') AND r.score IS NOT NULL
      AND NOT starts_with(r.evidence, 'two people on one page')
)
SELECT * FROM weighed ORDER BY value DESC, resolution_id LIMIT $limit
"""

_DISPUTES = """
SELECT f.fact_id, p.name AS person, f.what, f.organization, f.dated, f.n_independent_sources,
       0.6 * ln(1 + f.n_independent_sources + p.n_independent_sources) AS value
FROM facts f JOIN people p USING (person_id)
WHERE f.agreement = 'disputed'
  AND f.fact_id NOT IN (
      SELECT c.fact_id FROM fact_claims c JOIN (SELECT unnest(claim_ids) AS claim_id FROM verdicts) USING (claim_id))
ORDER BY value DESC, f.fact_id LIMIT $limit
"""

# A doubtful claim that nobody else bears out is the dataset's only ground for the fact
_UNSURE = """
SELECT c.claim_id, c.person, c.what, c.organization, c.dated, c.confidence, c.quote, c.outlet, c.published, c.uri,
       concat_ws(', ', c.what, c.dated, c.status) AS said,
       (1 - c.confidence) * CASE f.n_independent_sources WHEN 1 THEN 1.0 ELSE 0.3 END
       * ln(1 + coalesce(p.n_independent_sources, 1)) AS value
FROM fact_claims c JOIN facts f USING (fact_id) LEFT JOIN people p ON p.person_id = c.person_id
WHERE NOT c.is_copy AND c.confidence < 1
  AND c.claim_id NOT IN (SELECT unnest(claim_ids) FROM verdicts)
ORDER BY value DESC, c.claim_id LIMIT $limit
"""

_SAID_OF = """
SELECT claim_id, quote, outlet, published, uri, concat_ws(', ', what, organization, dated, status) AS said
FROM fact_claims WHERE fact_id = $fact AND NOT is_copy ORDER BY published_min NULLS LAST, claim_id
"""

# The claims of a page's person, or where there are none the words around the first mention
_ABOUT = """
WITH claims AS (
    SELECT claim_id, quote, outlet, published, uri, concat_ws(', ', what, organization, dated, status) AS said
    FROM fact_claims JOIN (
        SELECT claim_id FROM role_claims WHERE page_person_id = $ident
        UNION SELECT claim_id FROM event_claims WHERE page_person_id = $ident) USING (claim_id)
    ORDER BY confidence DESC, claim_id LIMIT 2
),
mention AS (
    SELECT NULL AS claim_id,
           quote_at(t.text, greatest(0, m.start_char - $around), least(length(t.text), m.end_char + $around)) AS quote,
           s.outlet, s.published, s.uri, 'named' AS said
    FROM person_mentions m JOIN source_texts t USING (source_id) JOIN sources s USING (source_id)
    WHERE m.page_person_id = $ident ORDER BY m.start_char LIMIT 1
)
FROM claims UNION ALL (FROM mention WHERE NOT EXISTS (FROM claims))
"""
