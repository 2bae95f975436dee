"""A folder of which most pages cannot be used stops the run; files of other kinds do not count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from flows.data_dir import open_data_dir
from flows.line import Line, open_line
from flows.progress import Silence
from flows.settings import load_settings
from flows.stage_store import Part
from flows.stages import stop_if_mostly_bad
from flows.summary import left_alone
from schemas.vocab import QuarantineReason, Stage
from tasks.quarantine import Rejected
from tasks.validate.gate import GateError


def aside(reason: QuarantineReason, count: int) -> list[Rejected]:
    return [Rejected(Stage.INGEST, reason, "page_is_good", "nothing.", f"{reason}{i}.txt") for i in range(count)]


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    data = open_data_dir(tmp_path)
    with open_line(data, load_settings(data.root, workers=1, gate_rows=2), Silence()) as line:
        yield line


def given(line: Line, pages: int, rejected: Sequence[Rejected]) -> None:
    store = line.store(Stage.INGEST)
    store.write("a", [[] for _ in store.rows])
    kept = tuple(f"src_{i:016x}" for i in range(pages - len(rejected)))
    store.commit(Part("a", kept, tuple(rejected), input="file", pages=pages, is_last=True))
    line.inputs = ["file"]


def test_more_bad_pages_than_good_ones_stop_the_run(line: Line) -> None:
    given(line, 10, aside(QuarantineReason.EMPTY, 4) + aside(QuarantineReason.BINARY, 2))
    said = r"6 of 10 pages were set aside \(4 empty, 2 binary\), for example empty0.txt: nothing. At most 50% may be."
    with pytest.raises(GateError, match=said):
        stop_if_mostly_bad(line, Stage.INGEST)


def test_half_may_be_bad(line: Line) -> None:
    given(line, 10, aside(QuarantineReason.EMPTY, 5))
    stop_if_mostly_bad(line, Stage.INGEST)


def test_two_bad_pages_are_no_reason_to_stop(line: Line) -> None:
    given(line, 2, aside(QuarantineReason.EMPTY, 2))
    stop_if_mostly_bad(line, Stage.INGEST)


def test_files_of_other_kinds_are_no_pages(line: Line) -> None:
    given(line, 40, aside(QuarantineReason.UNSUPPORTED, 31) + aside(QuarantineReason.EMPTY, 3))
    stop_if_mostly_bad(line, Stage.INGEST)


@pytest.mark.parametrize(
    ("uris", "said"),
    [
        ([], ""),
        (["a.json"], "1 file of another kind (.json) left alone"),
        (["a.json", "b.json", "Makefile"], "3 files of other kinds (.json, no ending) left alone"),
    ],
)
def test_files_of_other_kinds_are_told_in_one_line(uris: list[str], said: str) -> None:
    assert left_alone(uris) == said
