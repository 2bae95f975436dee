"""Questions to a published release: find a person, tell what is known of them, show where it is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from warehouse.database import DATABASE, OFFLINE, Config
from warehouse.swap import ReleaseError

# A word of the question must be at least this like a word of the name: Heidari and Heydari are (0.92), Ali and Alizadeh
# are not (0.85)
ALIKE = 0.88
# Words shorter than this must be the same: one letter in three is another name
SHORT = 4
CONTEXT = 200

_READ_ONLY: Config = {**OFFLINE, "enable_external_access": False, "lock_configuration": True}


@dataclass(frozen=True, kw_only=True)
class PersonFound:
    """A person whose name, or one of whose aliases, is like the question. `form` is the one that is; score is 0..1."""

    person_id: str
    name: str
    form: str
    score: float
    n_independent_sources: int


@dataclass(frozen=True, kw_only=True)
class PersonCard:
    """What the dataset says of a person as such."""

    person_id: str
    name: str
    aliases: tuple[str, ...]
    nationality: str | None
    birth_min: date | None
    birth_max: date | None
    n_sources: int
    n_independent_sources: int
    first_attested: date | None
    last_attested: date | None


@dataclass(frozen=True, kw_only=True)
class Said:
    """One page's words for a fact. Rows with one `story_id` are copies of one story."""

    claim_id: str
    quote: str
    dated: str | None
    stance: str
    attributed_to: str | None
    outlet: str | None
    headline: str | None
    published: str | None
    uri: str
    story_id: str
    is_copy: bool


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A role or event in a person's life, with every page's words for it: originals first, copies after.

    `confidence` is that of the surest claim.
    """

    fact_kind: str
    fact_id: str
    what: str
    organization: str | None
    place: str | None
    dated: str | None
    status: str
    agreement: str
    n_sources: int
    n_independent_sources: int
    confidence: float | None
    said: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A claim's quote in its page. Offsets are code points, ends exclusive; the raw ones are None where no raw
    character stands behind the quote.
    """

    claim_id: str
    source_id: str
    uri: str
    outlet: str | None
    published: str | None
    before: str
    quote: str
    after: str
    start_char: int
    end_char: int
    raw_start: int | None
    raw_end: int | None


def connect(data_dir: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the newest release: it can neither write nor reach files or the network.

    It keeps its release while newer ones are published.

    Raises:
        ReleaseError: Nothing was published there yet.
    """
    pointer = data_dir / DATABASE
    if not pointer.exists():
        raise ReleaseError(f"there is no release in {data_dir} yet: demarche run PAGES --data {data_dir}")
    while True:
        # The release's own path: DuckDB would hand out a still open older file under the pointer's name
        folder = pointer.resolve().parent
        try:
            return open_release(folder)
        except duckdb.IOException:
            if pointer.resolve().parent == folder:  # else a newer one took its place, and it was removed, meanwhile
                raise


def open_release(folder: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to one release, by its folder; a staged one too."""
    return duckdb.connect(str(folder / DATABASE), read_only=True, config=_READ_ONLY)


def search_people(
    con: duckdb.DuckDBPyConnection, text: str, limit: int = 20, alike: float = ALIKE
) -> list[PersonFound]:
    """The people whose name is like the text, the likest first; capitals, accents and small misspellings do not matter.

    Every word of the text must be like some word of one name form (Jaro-Winkler similarity at least `alike`), or begin
    it.
    """
    rows = con.execute(_SEARCH, {"text": text, "alike": alike, "short": SHORT, "limit": limit}).fetchall()
    return [
        PersonFound(person_id=row[0], name=row[1], form=row[2], score=row[3], n_independent_sources=row[4])
        for row in rows
    ]


def person(con: duckdb.DuckDBPyConnection, person_id: str) -> PersonCard:
    """What the dataset says of a person as such; LookupError where there is none of that id."""
    row = con.execute(_PERSON, [person_id]).fetchone()
    if row is None:
        raise LookupError(f"there is no person {person_id}")
    return PersonCard(
        person_id=row[0],
        name=row[1],
        aliases=tuple(row[2]),
        nationality=row[3],
        birth_min=row[4],
        birth_max=row[5],
        n_sources=row[6],
        n_independent_sources=row[7],
        first_attested=row[8],
        last_attested=row[9],
    )


def timeline(con: duckdb.DuckDBPyConnection, person_id: str) -> list[Fact]:
    """A person's roles and events in the order of time, those without a date last; empty where nothing is known."""
    said: dict[str, list[Said]] = {}
    for fact_id, *values in con.execute(_SAID, [person_id]).fetchall():
        said.setdefault(fact_id, []).append(Said(**dict(zip(Said.__dataclass_fields__, values, strict=True))))
    return [
        Fact(
            fact_kind=row[0],
            fact_id=row[1],
            what=row[2],
            organization=row[3],
            place=row[4],
            dated=row[5],
            status=row[6],
            agreement=row[7],
            n_sources=row[8],
            n_independent_sources=row[9],
            confidence=row[10],
            said=tuple(said.get(row[1], ())),
        )
        for row in con.execute(_FACTS, [person_id]).fetchall()
    ]


def source_passage(con: duckdb.DuckDBPyConnection, claim_id: str, context: int = CONTEXT) -> Passage:
    """A claim's quote with the characters around it, at most `context` on each side.

    Raises:
        LookupError: There is no claim of that id.
    """
    row = con.execute(_PASSAGE, {"claim_id": claim_id, "context": context}).fetchone()
    if row is None:
        raise LookupError(f"there is no claim {claim_id}")
    return Passage(**dict(zip(Passage.__dataclass_fields__, row, strict=True)))


_SEARCH = r"""
WITH asked AS (
    SELECT unnest(regexp_extract_all(folded($text), '[\p{L}\p{N}]+')) AS word
),
forms AS (
    SELECT person_id, name, form, is_best_form, n_independent_sources,
           unnest(regexp_extract_all(folded, '[\p{L}\p{N}]+')) AS word
    FROM people_search
),
alike AS (
    SELECT person_id, name, form, is_best_form, n_independent_sources, asked.word,
           max(CASE WHEN forms.word = asked.word THEN 1.0
                    WHEN length(asked.word) < $short THEN 0.0
                    WHEN starts_with(forms.word, asked.word) THEN 0.97
                    WHEN length(forms.word) < $short THEN 0.0
                    ELSE jaro_winkler_similarity(asked.word, forms.word) END) AS score
    FROM asked CROSS JOIN forms
    GROUP BY ALL
),
scored AS (
    SELECT person_id, name, form, is_best_form, n_independent_sources, round(avg(score), 4) AS score
    FROM alike GROUP BY ALL HAVING min(score) >= $alike
)
SELECT person_id, name, form, score, n_independent_sources
FROM scored
QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY score DESC, is_best_form DESC, form) = 1
ORDER BY score DESC, n_independent_sources DESC, name, person_id
LIMIT $limit
"""

_PERSON = """
SELECT person_id, name, aliases, nationality, birth_min, birth_max, n_sources, n_independent_sources, first_attested,
       last_attested
FROM people WHERE person_id = ?
"""

_FACTS = """
SELECT fact_kind, fact_id, what, organization, place, dated, status, agreement, n_sources, n_independent_sources,
       confidence
FROM facts WHERE person_id = ?
ORDER BY sorted_by NULLS LAST, fact_kind DESC, what, fact_id
"""

_SAID = """
SELECT fact_id, claim_id, quote, dated, stance, attributed_to, outlet, headline, published, uri, story_id, is_copy
FROM fact_claims WHERE person_id = ?
ORDER BY is_copy, confidence DESC, published_min NULLS LAST, claim_id
"""

_PASSAGE = """
SELECT c.claim_id, c.source_id, c.uri, c.outlet, c.published,
       quote_at(t.text, greatest(0, c.start_char - $context), c.start_char),
       c.quote,
       quote_at(t.text, c.end_char, least(length(t.text), c.end_char + $context)),
       c.start_char, c.end_char, p.raw_start, p.raw_end
FROM fact_claims c
JOIN source_texts t USING (source_id)
LEFT JOIN claim_places p USING (claim_id)
WHERE c.claim_id = $claim_id
"""
