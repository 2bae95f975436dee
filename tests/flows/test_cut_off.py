"""The power goes, or the disk is full, at any change of a file in a run: readers keep a whole release, and the next run
finishes the work.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from inline import PAGES, build_here, released
from power import changes_of, cut_at, full_from, spread

from flows.data_dir import DataDir, read_runs
from schemas.vocab import RunState

ONE, MANY = 1, 15


def cut(number: int, data: Path) -> None:
    assert cut_at(number, lambda: build_here(data), data)


def full(number: int, data: Path) -> None:
    with pytest.raises(Exception, match="No space left on device"):
        full_from(number, lambda: build_here(data), data)


@dataclass(frozen=True)
class Undisturbed:
    """A run that adds a page to a dataset of one: the dataset before, what comes out, and its changes of files."""

    before: Path
    tables: dict[str, bytes]
    changes: list[str]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    before = tmp_path_factory.mktemp("before") / "data"
    build_here(before, PAGES[:1])
    data = Path(shutil.copytree(before, before.with_name("after"), symlinks=True))
    changes = changes_of(lambda: build_here(data), data)
    return Undisturbed(before, released(data), changes)


@pytest.mark.parametrize(
    ("disturb", "count"),
    [
        pytest.param(cut, ONE, id="the power goes in the middle"),
        pytest.param(full, ONE, id="the disk is full from the middle on"),
        pytest.param(cut, MANY, id="the power goes at fifteen moments", marks=pytest.mark.slow),
        pytest.param(full, MANY, id="the disk is full from fifteen moments on", marks=pytest.mark.slow),
    ],
)
def test_a_run_that_is_cut_off_is_finished_by_the_next(
    undisturbed: Undisturbed, tmp_path: Path, disturb: Callable[[int, Path], None], count: int
) -> None:
    data, changes, states = tmp_path / "data", undisturbed.changes, set()
    numbers = list(spread(len(changes), count)) if count > 1 else [len(changes) * 2 // 3]
    for number in numbers:
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(undisturbed.before, data, symlinks=True)
        disturb(number, data)
        with duckdb.connect(str((data / "demarche.duckdb").resolve()), read_only=True) as con:
            assert con.execute("SELECT count(*) FROM sources").fetchall() in ([(1,)], [(2,)]), changes[number - 1]
        build_here(data)
        assert released(data) == undisturbed.tables, changes[number - 1]
        records = read_runs(DataDir(data))
        published = {record.release_id for record in records if record.release_id}
        assert published == {path.name for path in (data / "releases").iterdir()}, changes[number - 1]
        states |= {record.run.state for record in records}
    assert RunState.RUNNING not in states
    print(f"\ndisturbed at {len(numbers)} of {len(changes)} changes of a file, finished every time")
