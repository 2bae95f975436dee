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
    from warehouse.evaluation import ConfidenceFigures


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder of gold: NAME.json beside each page.")],
    data: DataOption = DEFAULT_DATA,
    released: Annotated[
        bool, typer.Option("--released", help="Score the release in place, not what today's code makes of the pages.")
    ] = False,
    engine: Annotated[str | None, typer.Option(help="The extraction engine.", show_default="joint")] = None,
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
    from warehouse.evaluation import evaluations  # noqa: PLC0415

    for found in evaluations(rows):
        about = found.about
        out.print(
            f"[bold]{about.gold}[/]: {about.n_pages:,} gold pages, engine {about.model_version}, "
            f"code {about.code_version}",
            highlight=False,
        )
        for page in missing:
            out.print(Text(f"  missing: {page}", "bold red"), soft_wrap=True)
        _print_figures("", "kind", found.facts)
        _print_shares(found.shares)
        for part in found.parts:
            _print_figures(part.title, part.scope, part.rows)
        for confidence in found.confidence:
            _print_bands(confidence)
            _print_thresholds(confidence)


def _print_figures(title: str, what: str, rows: Iterable[Evaluation]) -> None:
    table = _table(title, what, "precision", "recall", "F1", "in gold", "found", "right")
    for row in rows:
        name = row.kind if row.scope == "all" else row.part
        counts = (f"{n:,}" for n in (row.n_gold, row.n_found, row.n_right))
        table.add_row(name.replace("_", " "), _share(row.precision), _share(row.recall), _share(row.f1), *counts)
    out.print(table)


def _print_shares(rows: Iterable[Evaluation]) -> None:
    table = _table("The pages themselves", "", "share right", "right", "of")
    for row in rows:
        table.add_row(row.kind.replace("_", " "), _share(row.recall), f"{row.n_right:,}", f"{row.n_gold:,}")
    out.print(table)


def _print_bands(found: ConfidenceFigures) -> None:
    title = (
        f"What confidence in {found.kind} is worth: expected calibration error {_share(found.whole.calibration_error)}"
    )
    table = _table(title, "confidence", "mean", "share right", "claims")
    for row in found.bands:
        table.add_row(f"from {row.part}", _share(row.mean_confidence), _share(row.precision), f"{row.n_found:,}")
    out.print(table)


def _print_thresholds(found: ConfidenceFigures) -> None:
    table = _table("", "at least", "precision", "with details", "recall", "claims")
    for step in found.shown:
        shares = (_share(value) for value in (step.row.precision, step.details, step.row.recall))
        table.add_row(f"{step.row.threshold:.2f}", *shares, f"{step.row.n_found:,}")
    out.print(table)
    out.print(Text(found.advice), soft_wrap=True)


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(first, box=None)
    for name in numbers:
        table.add_column(name, justify="right")
    out.print(f"\n[bold]{title}[/]" if title else "", highlight=False, soft_wrap=True)
    return table


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
