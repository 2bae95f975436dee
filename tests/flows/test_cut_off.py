"""The power goes, or the disk is full, at any change of a file in a run: readers keep a whole release, and the next run
finishes the work.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from inline import PAGES, build_here, released
from power import changes_of, cut_at, full_from, spread

from flows.data_dir import DataDir, read_runs
from schemas.vocab import RunState

FEW, MANY = 3, 40


def cut(number: int, data: Path) -> None:
    assert cut_at(number, lambda: build_here(data), data)


def full(number: int, data: Path) -> None:
    with pytest.raises(Exception, match="No space left on device"):
        full_from(number, lambda: build_here(data), data)


def moments(count: int) -> list[object]:
    return [
        pytest.param(cut, count, id=f"the power goes, {count} moments"),
        pytest.param(full, count, id=f"the disk is full, {count} moments"),
    ]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of one page."""
    data = tmp_path_factory.mktemp("first") / "data"
    build_here(data, PAGES[:1])
    return data


@pytest.mark.parametrize(
    ("disturb", "count"),
    [*moments(FEW), *(pytest.param(*p.values, id=p.id, marks=pytest.mark.slow) for p in moments(MANY))],
)
def test_a_run_that_is_cut_off_is_finished_by_the_next(
    first: Path, tmp_path: Path, disturb: Callable[[int, Path], None], count: int
) -> None:
    data = tmp_path / "data"
    shutil.copytree(first, data, symlinks=True)
    changes = changes_of(lambda: build_here(data), data)
    undisturbed = released(data)
    states, numbers = set(), list(spread(len(changes), count))
    for number in numbers:
        shutil.rmtree(data)
        shutil.copytree(first, data, symlinks=True)
        disturb(number, data)
        with duckdb.connect(str((data / "demarche.duckdb").resolve()), read_only=True) as con:
            assert con.execute("SELECT count(*) FROM sources").fetchall() in ([(1,)], [(2,)]), changes[number - 1]
        build_here(data)
        assert released(data) == undisturbed, changes[number - 1]
        assert len({r.release_id for r in read_runs(DataDir(data)) if r.release_id}) == len(
            list((data / "releases").iterdir())
        ), changes[number - 1]
        states |= {record.run.state for record in read_runs(DataDir(data))}
    assert RunState.RUNNING not in states
    print(f"\ndisturbed at {len(numbers)} of {len(changes)} changes of a file, finished every time")
