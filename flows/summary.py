"""What a run came to, for the terminal and for the run's web page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import pyarrow.compute as pc

from flows.line import Counts, Line
from schemas.about import QualityResult
from schemas.arrow import read_parquet
from schemas.vocab import QuarantineReason, RunState


@dataclass(frozen=True)
class Summary:
    """One run and the dataset after it. `reasons` counts by reason what lies in quarantine;
    `left_alone` tells of files of kinds that nothing reads; `verdicts` are people's, and those that match nothing.
    """

    state: RunState
    run_id: str
    counts: Counts
    rows: dict[str, int]
    disputed: int
    verdicts: tuple[int, int]
    left_alone: str
    reasons: dict[str, int]
    changes: int
    database: Path
    report: Path
    seconds: float
    best_known: str | None

    def __str__(self) -> str:
        return headline(self)


def summary_of(line: Line, state: RunState, seconds: float) -> Summary:
    """The summary of the run, from the release that readers get now."""
    folder = line.data.current_release()
    if folder is None:
        raise ValueError("there is no release to sum up")
    names = ("sources", "people", "roles", "events")
    aside = read_parquet(folder / "quarantine.parquet").select(["reason", "uri"]).to_pylist()
    reasons = Counter(row["reason"] for row in aside if row["reason"] != QuarantineReason.UNSUPPORTED)
    others = left_alone(row["uri"] or "" for row in aside if row["reason"] == QuarantineReason.UNSUPPORTED)
    return Summary(
        state=state,
        run_id=line.run_id,
        counts=line.counts,
        rows={name: read_parquet(folder / f"{name}.parquet").num_rows for name in names},
        disputed=sum(_disputed(folder / f"{name}.parquet") for name in ("roles", "events")),
        verdicts=_verdicts(folder / "verdicts.parquet"),
        left_alone=others,
        reasons=dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        changes=read_parquet(folder / "changes.parquet").num_rows if state == RunState.COMPLETED else 0,
        database=line.data.database,
        report=folder / "quality.html",
        seconds=seconds,
        best_known=_best_known(folder / "people.parquet"),
    )


def headline(summary: Summary) -> str:
    """What happened, in one sentence."""
    if summary.state == RunState.UNCHANGED:
        return f"Nothing new: all {summary.counts.inputs:,} pages were read before. The dataset stays as it is."
    new, unchanged = summary.counts.new, summary.counts.unchanged
    return f"{summary.counts.inputs:,} pages seen: {new:,} new, {unchanged:,} read before."


def facts(summary: Summary) -> list[tuple[str, str]]:
    """What the dataset holds now, as names and values."""
    aside = ", ".join(f"{count:,} {reason}" for reason, count in summary.reasons.items())
    return [
        ("pages kept", f"{summary.rows['sources']:,}"),
        ("in quarantine", f"{sum(summary.reasons.values()):,}" + (f" ({aside})" if aside else "")),
        *([("not pages", summary.left_alone)] if summary.left_alone else []),
        ("people", f"{summary.rows['people']:,}"),
        ("roles", f"{summary.rows['roles']:,}"),
        ("events", f"{summary.rows['events']:,}"),
        ("disputed facts", f"{summary.disputed:,}"),
        *([("verdicts", _told_verdicts(*summary.verdicts))] if summary.verdicts[0] else []),
        ("dataset", str(summary.database)),
        ("quality report", str(summary.report)),
    ]


def left_alone(uris: Iterable[str]) -> str:
    """How many files of kinds that nothing reads there are, and which kinds; empty if none."""
    kinds = [PurePath(uri).suffix.lower() or "no ending" for uri in uris]
    if not kinds:
        return ""
    common = [kind for kind, _ in Counter(kinds).most_common(3)]
    more = ", ..." if len(set(kinds)) > len(common) else ""
    files = "1 file of another kind" if len(kinds) == 1 else f"{len(kinds):,} files of other kinds"
    return f"{files} ({', '.join(common)}{more}) left alone"


def as_markdown(summary: Summary) -> str:
    """The summary for the run's web page."""
    rows = "\n".join(f"| {name} | {value} |" for name, value in facts(summary))
    return f"{headline(summary)}\n\n| | |\n| --- | --- |\n{rows}\n"


def quality_rows(results: Sequence[QualityResult]) -> list[dict[str, str | int]]:
    """The results as a table for the run's web page, broken rules first."""
    ordered = sorted(results, key=lambda r: (r.passed, r.stage, r.table_name, r.rule))
    return [
        {
            "stage": r.stage,
            "table": r.table_name,
            "rule": r.rule,
            "severity": r.severity,
            "checked": r.checked,
            "failed": r.failed,
        }
        for r in ordered
    ]


def _verdicts(path: Path) -> tuple[int, int]:
    if not path.is_file():
        return 0, 0
    problems = read_parquet(path).column("problem")
    return len(problems), len(problems) - problems.null_count


def _told_verdicts(count: int, unmatched: int) -> str:
    if not unmatched:
        return f"{count:,}"
    return f"{count:,}, of which {unmatched:,} match nothing any more: see the quality report"


def _disputed(path: Path) -> int:
    equal: Any = pc.equal(read_parquet(path).column("agreement"), "disputed")
    return int(pc.sum(equal).as_py() or 0)


def _best_known(path: Path) -> str | None:
    """Whoever most independent sources speak of, to show as an example."""
    people = read_parquet(path).sort_by([("n_independent_sources", "descending"), ("name", "ascending")])
    return people.column("name")[0].as_py() if people.num_rows else None
