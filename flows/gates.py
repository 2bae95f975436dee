"""The quality gate at every arrow: what a stage made is checked before the next one sees it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from flows.line import Line
from schemas.claims import PageEvent, PageMention, PagePerson, PageRole
from schemas.declare import spec_of
from schemas.stages import CleanPage, RawPage
from schemas.vocab import Stage
from tasks.quarantine import Rejected
from tasks.validate.gate import Checked, Tolerance, check_table
from tasks.validate.row_tests import RowTest, mentions_in_place, quotes_in_place, refers_to


def check_raw_pages(line: Line) -> list[Rejected]:
    """What the gate sets aside of the raw pages: the store reads them no more.

    Raises:
        GateError: the run must not go on.
    """
    return _check_pages(line, Stage.INGEST, RawPage)


def check_clean_pages(line: Line) -> list[Rejected]:
    """What the gate sets aside of the clean pages: the store reads them no more.

    Raises:
        GateError: the run must not go on.
    """
    return _check_pages(line, Stage.CLEAN, CleanPage)


def check_claims(line: Line, pages: pa.Table) -> Mapping[type[Any], pa.Table]:
    """The claims of these clean pages, by row class, without those that the gate sets aside.

    A claim falls with its person. What is set aside the store reads no more.

    Raises:
        GateError: the run must not go on.
    """
    store = line.store(Stage.EXTRACT)
    ids = frozenset(pages.column("source_id").to_pylist())
    texts = dict(zip(pages.column("source_id").to_pylist(), pages.column("text").to_pylist(), strict=True))
    people = store.read(PagePerson, ids)
    checked = {PagePerson: check(line, Stage.EXTRACT, PagePerson, people)}
    known = checked[PagePerson].kept.column("page_person_id").to_pylist()
    of_known = refers_to("page_person_id", known, "page_people")
    tests: Mapping[type[Any], Sequence[RowTest]] = {
        PageMention: (mentions_in_place(texts), of_known),
        PageRole: (quotes_in_place(texts), of_known),
        PageEvent: (quotes_in_place(texts), of_known),
    }
    for row_class, of_class in tests.items():
        checked[row_class] = check(line, Stage.EXTRACT, row_class, store.read(row_class, ids), of_class)
    store.hold_back({row_class: _keys(row_class, of_class.rejected) for row_class, of_class in checked.items()})
    return {row_class: of_class.kept for row_class, of_class in checked.items()}


def check(line: Line, stage: Stage, row_class: type[Any], table: pa.Table, tests: Sequence[RowTest] = ()) -> Checked:
    """What came through the gate and what did not. What every rule came to goes into the run's quality results.

    Raises:
        GateError: the run must not go on.
    """
    tolerance = Tolerance(line.settings.gate_share, line.settings.gate_rows)
    checked = check_table(table, row_class, stage, line.run_id, tests=tests, tolerance=tolerance)
    line.quality += checked.results
    if checked.kept.num_rows + len(checked.rejected) != table.num_rows:
        raise AssertionError(f"{spec_of(row_class).name}: the gate lost rows")
    line.rejected += checked.rejected
    return checked


def _check_pages(line: Line, stage: Stage, row_class: type[Any]) -> list[Rejected]:
    store = line.store(stage)
    rejected = check(line, stage, row_class, store.read(row_class)).rejected
    store.hold_back({row_class: _keys(row_class, rejected)})
    return rejected


def _keys(row_class: type[Any], rejected: Sequence[Rejected]) -> set[str]:
    (key,) = spec_of(row_class).key
    return {str(json.loads(r.row_json)[key]) for r in rejected if r.row_json}
