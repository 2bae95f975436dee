"""Rows of `evaluation`: by kind, part, threshold and band of confidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.about import Evaluation
from schemas.arrow import from_arrow, to_arrow
from schemas.vocab import EventType
from tasks.evaluate.evaluate import Origin, evaluate
from tasks.evaluate.found import Dataset
from tasks.evaluate.gold import Gold, GoldDoc, GoldEvent, GoldPage, GoldPerson
from tasks.evaluate.reliability import Judged, bands, calibration_error
from tasks.evaluate.titles import class_of_title
from tests.evaluate.given_claims import PAGE, event, mention, source

ORIGIN = Origin(datetime(2021, 3, 5, tzinfo=UTC), "code-1", "rules-1")
PEOPLE = ("Karim Tazi", "Aino Salo", "Li Na", "Omar Diop")


def gold(*events: GoldEvent) -> Gold:
    people = tuple(GoldPerson(name=name) for name in PEOPLE)
    page = GoldPage(Path("attache-resigns.json"), None, GoldDoc(id="attache-resigns"), people, (), events)
    return Gold("own", (page,))


def happened(person: str, event_type: str = "recall") -> GoldEvent:
    return GoldEvent(type=EventType(event_type), person=person)


@pytest.fixture
def rows() -> list[Evaluation]:
    """Four people recalled; one of the four claims is of the wrong type, one person is missed."""
    dataset = Dataset(
        sources=[source()],
        texts={PAGE: ""},
        mentions=[mention(name, name) for name in PEOPLE],
        roles=[],
        events=[
            event("Karim Tazi", "recall", confidence=0.95),
            event("Aino Salo", "recall", confidence=0.85),
            event("Li Na", "dismissal", confidence=0.85),
            event("Omar Diop", "death", confidence=0.35),
        ],
    )
    known = gold(*(happened(name) for name in PEOPLE[:3]), happened("Omar Diop", "death"))
    return evaluate(known, dataset, ORIGIN, thresholds=(0, 0.8, 0.9))


def the(
    rows: Sequence[Evaluation], kind: str, scope: str = "all", part: str = "all", threshold: float = 0
) -> Evaluation:
    (row,) = (r for r in rows if (r.kind, r.scope, r.part, r.threshold) == (kind, scope, part, threshold))
    return row


def test_precision_and_recall_of_all(rows: list[Evaluation]) -> None:
    events = the(rows, "events")
    assert (events.precision, events.recall, events.f1) == (0.75, 0.75, 0.75)
    assert (events.n_gold, events.n_found, events.n_right, events.n_pages_missing) == (4, 4, 3, 0)
    assert (events.gold, events.code_version, events.model_version) == ("own", "code-1", "rules-1")


def test_only_claims_of_the_threshold_count(rows: list[Evaluation]) -> None:
    surer, surest = the(rows, "events", threshold=0.8), the(rows, "events", threshold=0.9)
    assert (surer.precision, surer.recall) == (pytest.approx(2 / 3), 0.5)
    assert (surest.precision, surest.recall) == (1.0, 0.25)
    assert the(rows, "people").recall == 1.0


def test_a_type_s_precision_is_of_what_was_found_and_its_recall_of_what_gold_has(rows: list[Evaluation]) -> None:
    recall = the(rows, "events", "event_type", "recall")
    assert (recall.precision, recall.recall, recall.n_gold, recall.n_found) == (1.0, pytest.approx(2 / 3), 3, 2)
    dismissal = the(rows, "events", "event_type", "dismissal")
    assert (dismissal.precision, dismissal.recall, dismissal.f1) == (0.0, None, None)


def test_confidence_by_band(rows: list[Evaluation]) -> None:
    band = the(rows, "events", "confidence", "0.8")
    assert (band.n_found, band.precision, band.mean_confidence) == (2, 0.5, pytest.approx(0.85))
    assert the(rows, "events", "confidence", "0.3").precision == 1.0
    assert the(rows, "events").calibration_error == pytest.approx((0.65 + 2 * 0.35 + 0.05) / 4)


def test_shares_of_pages_are_left_out_where_gold_asks_nothing(rows: list[Evaluation]) -> None:
    assert "title" not in {row.kind for row in rows}
    assert the(rows, "no_false_published").recall == 1.0


def test_rows_fit_their_table(rows: list[Evaluation]) -> None:
    assert from_arrow(Evaluation, to_arrow(Evaluation, rows)) == rows
    assert len({(r.gold, r.kind, r.scope, r.part, r.threshold) for r in rows}) == len(rows)


def test_of_a_page_that_is_not_there_all_is_missed() -> None:
    rows = evaluate(gold(happened("Karim Tazi")), Dataset((), {}, (), (), ()), ORIGIN, ())
    assert (the(rows, "events").precision, the(rows, "events").recall) == (None, 0.0)
    assert (the(rows, "people").n_gold, the(rows, "people").n_pages_missing) == (4, 1)


def test_claims_that_are_as_often_right_as_they_say_are_calibrated() -> None:
    claims = [Judged(0.75, is_right=True)] * 3 + [Judged(0.75, is_right=False)]
    assert calibration_error(claims) == 0.0
    assert calibration_error([Judged(1.0, is_right=False)]) == 1.0
    assert calibration_error([]) is None
    assert [band.low for band in bands([Judged(1.0, is_right=True), Judged(0.3, is_right=True)])] == [0.3, 0.9]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("consul general", "consul"), ("acting prime minister", "head_of_government"), ("wizard", "other")],
)
def test_the_class_of_a_title_in_gold(title: str, expected: str) -> None:
    assert class_of_title(title) == expected
