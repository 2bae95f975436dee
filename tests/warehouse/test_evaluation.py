"""What the quality report says of an evaluation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from schemas.about import Evaluation
from tests.warehouse.test_report import report
from warehouse.evaluation import evaluations, least_confidence

if TYPE_CHECKING:
    from conftest import TinyRelease


def row(kind: str = "events", **values: Any) -> Evaluation:
    given: dict[str, Any] = {
        "scope": "all", "part": "all", "threshold": 0.0, "precision": 0.8, "recall": 0.5, "f1": 0.615, "n_gold": 160,
        "n_found": 100, "n_right": 80, "mean_confidence": 0.82, "calibration_error": 0.031, "code_version": "code-1",
        **values,
    }  # fmt: skip
    return Evaluation(
        gold="own", kind=kind, n_pages=30, n_pages_missing=0, evaluated_at=datetime(2026, 3, 1, tzinfo=UTC),
        model_version="rules-1", **given,
    )  # fmt: skip


EVENTS = row()
STEPS = (
    EVENTS,
    row(threshold=0.8, precision=0.92, recall=0.3, n_found=52, n_right=48),
    row(threshold=0.9, precision=0.89, recall=0.2, n_found=36, n_right=32),
    row(threshold=0.98, precision=1.0, recall=0.01, n_found=2, n_right=2),
)


def test_the_least_confidence_at_which_enough_is_right() -> None:
    assert least_confidence(STEPS, 0.9) == STEPS[1]
    assert least_confidence(STEPS, 0.8) == EVENTS
    assert least_confidence(STEPS, 0.95) is None, "two claims say nothing"


def test_the_advice_says_what_certainty_costs() -> None:
    (found,) = evaluations(STEPS)
    (events,) = found.confidence
    assert events.advice == (
        "From confidence 0.8 on 92% of the events found are right, and 30% of gold's are found; "
        "with all claims 80% are right and 50% are found."
    )
    (never,) = evaluations([EVENTS])[0].confidence
    assert never.advice == "At no confidence are 90% of the events right."


def test_the_report_shows_the_figures(tiny: TinyRelease) -> None:
    band = row(scope="confidence", part="0.8", precision=0.75, mean_confidence=0.84, n_found=40)
    types = [row(scope="event_type", part=part, n_gold=n) for part, n in (("recall", 9), ("death", 12))]
    words = report(tiny.having(*STEPS, band, *types, row("events_full", precision=0.6), row("title", n_right=29))).words
    assert "own: 30 gold pages" in words
    assert "events happenings: the right person and type 0.800 0.500 0.615 160 100 80" in words
    assert "expected calibration error 0.031" in words
    assert "from 0.8 0.840 0.750 40" in words
    assert "Events by type Event type Precision Recall F1 In gold Found Right death" in words
    assert "headlines" in words
    assert "measured with other code" not in words


def test_figures_of_other_code_are_marked(tiny: TinyRelease) -> None:
    words = report(tiny.having(replace(EVENTS, code_version="code-0"))).words
    assert "measured with other code than this release was made with" in words


def test_a_release_that_was_never_measured_says_so(tiny: TinyRelease) -> None:
    assert "This release was not measured on gold pages." in report(tiny).words
