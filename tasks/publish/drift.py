"""Whether a release looks like those before it: what changes at once without a reason is a fault somewhere.

Three things are compared with past releases. All pages: a change of code that loses dates or people shows there. The
pages that are new: a feed that changed its layout shows there long before it moves the whole. And the score on the gold
pages that come with the package: what code does worse shows there though no page changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc

from schemas.about import QualityResult
from schemas.arrow import read_parquet
from schemas.vocab import EvaluationScope, SeverityWord, Stage

# Fewer pages than this say nothing about shares
LEAST_PAGES = 30
# Columns whose share of nulls is watched
WATCHED: Mapping[str, tuple[str, ...]] = {
    "sources": ("published", "title", "outlet", "author"),
    "role_claims": ("organization", "country", "place"),
    "event_claims": ("organization", "place", "occurred"),
}
# Tables whose rows a page are counted
COUNTED: Mapping[str, str] = {"person_mentions": "person_id", "role_claims": "claim_id", "event_claims": "claim_id"}
# The gold pages that come with the package, as they are called in `evaluation`
BUILT_IN = "built-in-pages"
SCORED = ("people", "roles", "events")
# The pages scored are the same every time, so that only code moves a score: a fifth of the bounds is much
_SCORE_SHARE = 0.2
_TABLES = sorted({*WATCHED, *COUNTED, "runs"})


@dataclass(frozen=True)
class Bounds:
    """How far a figure may move: a share by that much, a count a page by that share of itself. None never stops."""

    warning: float
    critical: float | None


@dataclass(frozen=True)
class Figure:
    """One thing measured. `is_share` where it lies in 0..1, `may_rise` where only a fall is a fault."""

    table: str
    name: str
    value: float
    is_share: bool
    may_rise: bool = False


def check_drift(
    tables: Mapping[str, pa.Table], past: Sequence[Path], n_inputs: int, run_id: str, bounds: Bounds
) -> list[QualityResult]:
    """A result for each figure that past releases have too; none where there is no past.

    `past` are folders of earlier releases, the latest last; `n_inputs` are the pages that this run was given.
    """
    earlier = [_read(folder) for folder in past if all((folder / f"{name}.parquet").is_file() for name in _TABLES)]
    if not earlier:
        return []
    pages = set(tables["sources"].column("source_id").to_pylist())
    known = set(earlier[-1]["sources"].column("source_id").to_pylist())
    usual = [_figures(release, None) for release in earlier if release["sources"].num_rows >= LEAST_PAGES]
    found: list[QualityResult] = []
    for scope, these in (("all pages", pages), ("new pages", pages - known)):
        if len(these) < LEAST_PAGES or not usual:
            continue
        for figure in _figures(tables, these):
            before = [f.value for release in usual for f in release if (f.table, f.name) == (figure.table, figure.name)]
            if before:
                found.append(_result(figure, median(before), scope, len(these), run_id, bounds))
    new = pages - known
    if len(new) >= LEAST_PAGES:
        found.append(_result(_new_outlets(tables, new, known), 0.0, "new pages", len(new), run_id, bounds))
    inputs = _past_inputs(earlier[-1])
    if inputs and n_inputs and median(inputs) >= LEAST_PAGES:
        volume = Figure("runs", "pages given", float(n_inputs), is_share=False)
        found.append(_result(volume, median(inputs), "this run", n_inputs, run_id, bounds))
    return found + _score_results(tables, past[-1], run_id, bounds)


def _score_results(tables: Mapping[str, pa.Table], last: Path, run_id: str, bounds: Bounds) -> list[QualityResult]:
    """A result for each score that both releases have; one that rose passes."""
    path = last / "evaluation.parquet"
    before = _scores(read_parquet(path)) if path.is_file() else {}
    now = _scores(tables["evaluation"]) if "evaluation" in tables else {}
    critical = None if bounds.critical is None else bounds.critical * _SCORE_SHARE
    narrow = Bounds(bounds.warning * _SCORE_SHARE, critical)
    return [
        _result(
            Figure("evaluation", f"F1 of {kind}", now[kind][0], is_share=True, may_rise=True),
            before[kind][0],
            "built-in pages",
            now[kind][1],
            run_id,
            narrow,
        )
        for kind in SCORED
        if kind in now and kind in before
    ]


def _scores(evaluation: pa.Table) -> dict[str, tuple[float, int]]:
    """F1 on the built-in pages by kind, and how many pages those are."""
    return {
        row["kind"]: (row["f1"] or 0.0, row["n_pages"])
        for row in evaluation.to_pylist()
        if row["gold"] == BUILT_IN and row["scope"] == EvaluationScope.ALL and row["threshold"] == 0
    }


def _figures(tables: Mapping[str, pa.Table], pages: Collection[str] | None) -> list[Figure]:
    """The figures of these pages, or of all."""
    n_pages = tables["sources"].num_rows if pages is None else len(pages)
    found = []
    for table, watched in WATCHED.items():
        # A release of an earlier version may lack a column
        columns = [name for name in watched if name in tables[table].column_names]
        rows = _rows_on(tables[table], pages)
        if rows.num_rows:
            found += [
                Figure(table, f"share without {column}", rows.column(column).null_count / rows.num_rows, True)
                for column in columns
            ]
    for table, column in COUNTED.items():
        told = _rows_on(tables[table], pages).group_by(["source_id", column]).aggregate([]).num_rows
        what = column.removesuffix("_id")
        found.append(Figure(table, f"{what}s a page", told / n_pages, False))
    return found


def _new_outlets(tables: Mapping[str, pa.Table], new: Collection[str], known: Collection[str]) -> Figure:
    before = set(_rows_on(tables["sources"], known).column("outlet").to_pylist())
    now = _rows_on(tables["sources"], new).column("outlet").to_pylist()
    unseen = sum(outlet is not None and outlet not in before for outlet in now)
    return Figure("sources", "share from outlets never seen before", unseen / len(now), True)


def _rows_on(table: pa.Table, pages: Collection[str] | None) -> pa.Table:
    if pages is None:
        return table
    return table.filter(pc.is_in(table.column("source_id"), value_set=pa.array(sorted(pages), pa.string())))


def _past_inputs(release: Mapping[str, pa.Table]) -> list[float]:
    runs = release["runs"].to_pylist()
    return [float(run["n_inputs"]) for run in runs if run["state"] in ("completed", "unchanged") and run["n_inputs"]]


def _result(figure: Figure, usual: float, scope: str, checked: int, run_id: str, bounds: Bounds) -> QualityResult:
    moved = max(0.0, usual - figure.value) if figure.may_rise else abs(figure.value - usual)
    if not figure.is_share:
        moved = moved / usual if usual else float(figure.value > 0)
    is_critical = bounds.critical is not None and moved > bounds.critical
    passed = moved <= bounds.warning and not is_critical
    return QualityResult(
        run_id=run_id,
        stage=Stage.PUBLISH,
        table_name=figure.table,
        rule=f"drift({figure.name}, {scope})",
        severity=SeverityWord.CRITICAL if is_critical else SeverityWord.WARNING,
        checked=checked,
        failed=0 if passed else 1,
        passed=passed,
        detail=f"{_told(figure.value, figure)}; past releases: {_told(usual, figure)}",
    )


def _told(value: float, figure: Figure) -> str:
    return f"{value:.0%}" if figure.is_share else f"{value:,.4g}"


def _read(folder: Path) -> dict[str, pa.Table]:
    return {name: read_parquet(folder / f"{name}.parquet") for name in _TABLES}
