"""`demarche evaluate`: how good the dataset is on pages whose facts are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from flows.commands.common import DEFAULT_DATA, DataOption, clear_errors, out

if TYPE_CHECKING:
    from schemas.about import Evaluation

# The precision for which the least confidence is told
WANTED = 0.9
# Every how many thresholds one is shown
_EACH = 5


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder of gold: NAME.json beside each page.")],
    data: DataOption = DEFAULT_DATA,
    released: Annotated[
        bool, typer.Option("--released", help="Score the release in place, not what today's code makes of the pages.")
    ] = False,
    engine: Annotated[str | None, typer.Option(help="The extraction engine.", show_default="rules")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    """Measure precision, recall and F1 on gold pages, and what confidence is worth.

    The pages beside the gold files are read by today's code; the dataset is not touched. The figures are kept in the
    data directory: the next release carries them in its table evaluation and in its quality report.

    [bold]Examples[/]

      demarche evaluate my-gold

      demarche evaluate my-gold --released --data ~/officials
    """
    from flows.data_dir import open_data_dir  # noqa: PLC0415
    from flows.evaluating import evaluate_engine, evaluate_release, keep_evaluation  # noqa: PLC0415
    from flows.settings import load_settings  # noqa: PLC0415
    from tasks.evaluate.gold import read_gold  # noqa: PLC0415

    with clear_errors(Exception, debug=debug):
        pages = read_gold(gold)
        place = open_data_dir(data)
        if released:
            done = evaluate_release(pages, place)
        else:
            done = evaluate_engine(pages, place, load_settings(place.root, engine=engine))
        kept = keep_evaluation(place, pages, done.rows)
    print_evaluation(done.rows, done.missing)
    out.print(f"\nKept for the next release: {kept}", highlight=False, soft_wrap=True)


def print_evaluation(rows: Sequence[Evaluation], missing: Sequence[str]) -> None:
    """Shows the figures: by kind, event type, title class and page style, and what confidence is worth."""
    first = rows[0]
    out.print(
        f"[bold]{first.gold}[/]: {first.n_pages:,} gold pages, engine {first.model_version}, code {first.code_version}",
        highlight=False,
    )
    for page in missing:
        out.print(Text(f"  missing: {page}", "bold red"), soft_wrap=True)
    overall = [row for row in rows if row.scope == "all" and row.threshold == 0]
    _print_figures("", [row for row in overall if row.kind in _FACTS], "kind")
    _print_shares([row for row in overall if row.kind not in _FACTS])
    for scope, kind, title in _PARTS:
        parts = [row for row in rows if row.scope == scope and row.kind == kind]
        if len(parts) > 1:
            _print_figures(title, sorted(parts, key=lambda row: (-row.n_gold, row.part)), scope.replace("_", " "))
    for kind in ("roles", "events"):
        _print_reliability(kind, rows)
        _print_thresholds(kind, rows)


_FACTS = ("people", "roles", "roles_full", "events", "events_full", "same_person_pairs", "story_pairs")
_PARTS = (
    ("event_type", "events", "Events by type"),
    ("title_class", "roles", "Roles by class of title"),
    ("page_style", "events", "Events by style of page"),
)


def _print_figures(title: str, rows: Iterable[Evaluation], what: str) -> None:
    table = _table(title, what, "precision", "recall", "F1", "in gold", "found", "right")
    for row in sorted(rows, key=lambda row: _FACTS.index(row.kind)):
        name = row.part if row.scope != "all" else row.kind
        counts = (f"{n:,}" for n in (row.n_gold, row.n_found, row.n_right))
        table.add_row(name.replace("_", " "), _share(row.precision), _share(row.recall), _share(row.f1), *counts)
    out.print(table)


def _print_shares(rows: Iterable[Evaluation]) -> None:
    table = _table("Of the pages themselves", "", "share right", "right", "of")
    for row in rows:
        table.add_row(row.kind.replace("_", " "), _share(row.recall), f"{row.n_right:,}", f"{row.n_gold:,}")
    out.print(table)


def _print_reliability(kind: str, rows: Sequence[Evaluation]) -> None:
    bands = [row for row in rows if row.kind == kind and row.scope == "confidence"]
    whole = next(row for row in rows if row.kind == kind and row.scope == "all" and row.threshold == 0)
    if not bands or whole.calibration_error is None:
        return
    title = f"What confidence in {kind} is worth (expected calibration error {whole.calibration_error:.3f})"
    table = _table(title, "confidence", "mean", "share right", "claims")
    for row in bands:
        low = float(row.part)
        table.add_row(
            f"{low:.1f} to {low + 0.1:.1f}", _share(row.mean_confidence), _share(row.precision), f"{row.n_found:,}"
        )
    out.print(table)


def _print_thresholds(kind: str, rows: Sequence[Evaluation]) -> None:
    steps = [row for row in rows if row.kind == kind and row.scope == "all" and row.n_found]
    full = {row.threshold: row for row in rows if row.kind == f"{kind}_full" and row.scope == "all"}
    table = _table(
        f"{kind.capitalize()} of at least a confidence", "at least", "precision", "recall", "claims", "with details"
    )
    for row in steps[::_EACH]:
        details = _share(full[row.threshold].precision)
        table.add_row(f"{row.threshold:.2f}", _share(row.precision), _share(row.recall), f"{row.n_found:,}", details)
    out.print(table)
    out.print(Text(f"  {_advice(kind, steps)}"), soft_wrap=True)


def _advice(kind: str, steps: Sequence[Evaluation]) -> str:
    from tasks.evaluate.reliability import least_confidence  # noqa: PLC0415

    step = least_confidence(steps, WANTED)
    if step is None:
        return f"At no confidence are {WANTED:.0%} of {kind} right."
    if step.threshold == 0:
        return f"{step.precision:.0%} of all {kind} are right."
    return (
        f"min_confidence {step.threshold:g}: {step.precision:.0%} of {kind} are right, {step.recall:.0%} of gold's are "
        f"found ({steps[0].recall:.0%} with all claims)."
    )


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(first, box=None, title=title or None, title_justify="left", title_style="bold")
    for name in numbers:
        table.add_column(name, justify="right")
    return table


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
