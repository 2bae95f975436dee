"""The quality report of a release: one page that opens offline, quality.html."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from schemas.about import Evaluation, QualityResult, Run
from schemas.codes import meaning_of
from schemas.declare import Severity, tables
from schemas.manifest import MANIFEST, Manifest, read_manifest
from schemas.vocab import QuarantineReason, Stage
from warehouse.evaluation import EvaluationOf, evaluations, meaning
from warehouse.query import open_release

REPORT = "quality.html"
QUARANTINE_EXAMPLES = 5
DISPUTED_FACTS = 50


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How much the release holds."""

    sources: int
    stories: int
    people: int
    roles: int
    events: int
    claims: int
    disputed: int


@dataclass(frozen=True, kw_only=True)
class StageQuality:
    """The rules checked after one stage in the release's own run."""

    stage: str
    meaning: str
    results: Sequence[QualityResult]

    @property
    def broken(self) -> list[QualityResult]:
        """The results of rules that some row breaks, the gravest first."""
        order = list(Severity)
        found = [result for result in self.results if not result.passed]
        return sorted(found, key=lambda r: (order.index(Severity(r.severity)), -r.failed, r.table_name, r.rule))

    def count(self, severity: str) -> int:
        """How many rules of that severity are broken."""
        return sum(result.severity == severity for result in self.broken)


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """One page or row in quarantine."""

    what: str
    rule: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class QuarantinePart:
    """What was set aside for one reason, with a few examples. `now` counts the release's own run."""

    reason: str
    meaning: str
    count: int
    now: int
    examples: Sequence[SetAside]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One story's claim in a dispute; `copies` are the pages that repeat it."""

    dated: str | None
    status: str
    stance: str
    attributed_to: str | None
    organization: str | None
    quote: str
    outlet: str | None
    published: str | None
    uri: str
    copies: int


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """A fact on which sources disagree, with each side."""

    fact_id: str
    person: str | None
    what: str
    organization: str | None
    dated: str | None
    sides: Sequence[Side]

    @property
    def bodies_differ(self) -> bool:
        """Whether the sides name different bodies."""
        return len({side.organization for side in self.sides}) > 1


@dataclass(frozen=True, kw_only=True)
class TableChange:
    """A table's rows now and in the release before, None where there is none; changes of rows where compared."""

    table: str
    rows: int
    before: int | None
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that the page shows."""

    manifest: Manifest
    previous: Manifest | None
    run: Run | None
    figures: Figures
    stages: Sequence[StageQuality]
    quarantine: Sequence[QuarantinePart]
    disputes: Sequence[Dispute]
    n_disputed: int
    evaluations: Sequence[EvaluationOf]
    tables: Sequence[TableChange]

    @property
    def checked_rules(self) -> int:
        """How many rules were checked."""
        return sum(len(stage.results) for stage in self.stages)

    def broken_rules(self, severity: str) -> int:
        """How many rules of that severity are broken."""
        return sum(stage.count(severity) for stage in self.stages)


def write_report(release_dir: Path, previous_dir: Path | None = None) -> Path:
    """The path of the release's quality.html. The release may still be staged; its database must be built."""
    previous = read_manifest(previous_dir) if previous_dir and (previous_dir / MANIFEST).is_file() else None
    with open_release(release_dir.resolve()) as con:
        report = gather(con, read_manifest(release_dir), previous)
    path = release_dir / REPORT
    path.write_text(render(report), encoding="utf-8")
    return path


def gather(con: duckdb.DuckDBPyConnection, manifest: Manifest, previous: Manifest | None) -> Report:
    """What the page shows, read from the release's database."""
    disputes = _disputes(con)
    return Report(
        manifest=manifest,
        previous=previous,
        run=_run(con, manifest.run_id),
        figures=_figures(con),
        stages=_stages(con, manifest.run_id),
        quarantine=_quarantine(con, manifest.run_id),
        disputes=disputes[:DISPUTED_FACTS],
        n_disputed=len(disputes),
        evaluations=evaluations(Evaluation(**row) for row in _rows(con, "SELECT * FROM evaluation")),
        tables=_tables(con, manifest, previous),
    )


def render(report: Report) -> str:
    """The page as HTML: no script, no address outside itself."""
    templates = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(
        loader=templates, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("quality.html.j2").render(report=report, meaning=meaning)


def _run(con: duckdb.DuckDBPyConnection, run_id: str) -> Run | None:
    rows = _rows(con, "SELECT * FROM runs WHERE run_id = ?", run_id)
    return Run(**rows[0]) if rows else None


def _figures(con: duckdb.DuckDBPyConnection) -> Figures:
    (row,) = _rows(con, _FIGURES)
    return Figures(**row)


def _stages(con: duckdb.DuckDBPyConnection, run_id: str) -> list[StageQuality]:
    rows = _rows(con, "SELECT * FROM quality_results WHERE run_id = ? ORDER BY table_name, rule", run_id)
    results = [QualityResult(**row) for row in rows]
    stages = ((stage, [result for result in results if result.stage == stage.value]) for stage in Stage)
    return [
        StageQuality(stage=stage.value, meaning=meaning_of(stage), results=found) for stage, found in stages if found
    ]


def _quarantine(con: duckdb.DuckDBPyConnection, run_id: str) -> list[QuarantinePart]:
    parts = []
    for row in _rows(con, _QUARANTINE, run_id):
        examples = _rows(con, _QUARANTINE_EXAMPLES, row["reason"], QUARANTINE_EXAMPLES)
        parts.append(
            QuarantinePart(
                **row,
                meaning=meaning_of(QuarantineReason(row["reason"])),
                examples=[SetAside(**example) for example in examples],
            )
        )
    return parts


def _disputes(con: duckdb.DuckDBPyConnection) -> list[Dispute]:
    rows = _rows(con, "SELECT * FROM disputed_facts")
    return [_dispute(list(claims)) for _, claims in groupby(rows, key=lambda row: row["fact_id"])]


def _dispute(claims: list[dict[str, Any]]) -> Dispute:
    first = claims[0]
    copies = [claim["story_id"] for claim in claims if claim["is_copy"]]
    originals = [claim for claim in claims if not claim["is_copy"]] or claims[:1]
    return Dispute(
        fact_id=first["fact_id"],
        person=first["person"],
        what=first["what"],
        organization=first["organization"],
        dated=first["resolved_date"],
        sides=[
            Side(
                dated=claim["claimed_date"],
                status=claim["claimed_status"],
                stance=claim["stance"],
                attributed_to=claim["attributed_to"],
                organization=claim["claimed_organization"],
                quote=claim["quote"],
                outlet=claim["outlet"],
                published=claim["published"],
                uri=claim["uri"],
                copies=copies.count(claim["story_id"]),
            )
            for claim in originals
        ],
    )


def _tables(con: duckdb.DuckDBPyConnection, manifest: Manifest, previous: Manifest | None) -> list[TableChange]:
    changes = {row["table_name"]: row for row in _rows(con, _CHANGES)}
    declared = list(tables())
    return [
        TableChange(
            table=entry.table,
            rows=entry.rows,
            before=previous.rows_of(entry.table) if previous else None,
            **{kind: changes.get(entry.table, {}).get(kind, 0) for kind in ("added", "changed", "removed")},
        )
        for entry in sorted(manifest.tables, key=lambda entry: declared.index(entry.table))
    ]


def _rows(con: duckdb.DuckDBPyConnection, query: str, *arguments: object) -> list[dict[str, Any]]:
    found = con.execute(query, list(arguments))
    names: Iterable[str] = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


_FIGURES = """
SELECT
    (SELECT count(*) FROM sources) AS sources,
    (SELECT count(DISTINCT story_id) FROM sources) AS stories,
    (SELECT count(*) FROM people) AS people,
    (SELECT count(*) FROM roles) AS roles,
    (SELECT count(*) FROM events) AS events,
    (SELECT count(*) FROM fact_claims) AS claims,
    (SELECT count(*) FROM facts WHERE agreement = 'disputed') AS disputed
"""

_QUARANTINE = """
SELECT reason, count(*) AS count, count(*) FILTER (run_id = ?) AS now
FROM quarantine GROUP BY reason ORDER BY count DESC, reason
"""

_QUARANTINE_EXAMPLES = """
SELECT coalesce(uri, table_name || ' of ' || source_id, table_name, source_id, 'unknown') AS what, rule, detail
FROM quarantine WHERE reason = ? ORDER BY stage, what, rule, detail LIMIT ?
"""

_CHANGES = """
SELECT table_name,
       count(*) FILTER (change = 'added') AS added,
       count(*) FILTER (change = 'changed') AS changed,
       count(*) FILTER (change = 'removed') AS removed
FROM changes GROUP BY table_name
"""
