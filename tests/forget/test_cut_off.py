"""kill -9 inside a forgetting, at any change of a file: the next run finishes it, and nothing is left."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from power import changes_of, cut_at, spread
from test_purge import AT, RESIGNS, TABLES, WOMAN, data

from flows.data_dir import DataDir, open_data_dir
from flows.forget.proof import search
from flows.forget.purge import begin_forgetting, finish_purge, is_forgetting, resume_forgetting
from flows.forget.targets import Target
from schemas.ids import source_id
from schemas.resolved import Source
from tasks.forget.forgotten_file import add_entries, read_forgotten
from tasks.forget.redact import name_words

if TYPE_CHECKING:
    from conftest import TinyRelease

__all__ = ["data"]

SHA = hashlib.sha256(RESIGNS.encode()).hexdigest()
PAGE = Target(
    told=(),
    pages={source_id(SHA): SHA},
    uris=frozenset({"resigns.txt"}),
    phrases=frozenset({" ".join(name_words(RESIGNS.splitlines()[2]))}),
)
TEN, ALL = 10, 1_000_000


def forget(data: DataDir, target: Target) -> None:
    begin_forgetting(data, {*target.uris, *target.pages} if target.pages else ())
    forgotten = add_entries(data.forgotten, target.entries("5" * 32, AT, "M. Rahimi", "court order"))
    finish_purge(data, forgotten, TABLES, data.verdicts)


def resume(data: DataDir) -> None:
    resume_forgetting(data, read_forgotten(data.forgotten), TABLES, data.verdicts)


@pytest.mark.parametrize(
    ("target", "moments"),
    [
        pytest.param(WOMAN, TEN, id="a person, ten moments"),
        pytest.param(PAGE, TEN, id="a page, ten moments"),
        pytest.param(WOMAN, ALL, id="a person, every moment", marks=pytest.mark.slow),
        pytest.param(PAGE, ALL, id="a page, every moment", marks=pytest.mark.slow),
    ],
)
def test_wherever_it_is_cut_off_the_next_run_finishes_it(data: DataDir, target: Target, moments: int) -> None:
    kept = Path(shutil.copytree(data.root, data.root.with_name("kept")))
    changes = changes_of(lambda: forget(data, target), data.root)
    whole, cut = files(data), 0
    for number in spread(len(changes), moments):
        start_from(kept, data)
        assert cut_at(number, lambda: forget(data, target), data.root)
        if not read_forgotten(data.forgotten):  # cut off before anything was written down: it is to be asked again
            continue
        resume(data)
        assert search(data.root, target).hits == (), changes[number - 1]
        assert files(data) == whole, changes[number - 1]
        cut += 1
    print(f"\ncut off at {cut} of {len(changes)} changes of a file, finished every time")
    assert cut >= min(moments, len(changes)) - 6


def test_a_dataset_of_which_nothing_is_left_is_removed_wherever_it_is_cut_off(tiny: TinyRelease) -> None:
    tiny.published("r1")
    tiny.published("r2")
    data = open_data_dir(tiny.data_dir)
    kept = Path(shutil.copytree(data.root, data.root.with_name("kept"), symlinks=True))
    everything = Target(told=(), uris=frozenset(row.uri for row in tiny.rows if type(row) is Source), shut=True)

    def all_of_it() -> None:
        forget(data, everything)
        resume(data)

    changes = changes_of(all_of_it, data.root)
    for number in spread(len(changes), 25):
        start_from(kept, data)
        assert cut_at(number, all_of_it, data.root)
        if read_forgotten(data.forgotten):
            resume(data)
            assert not is_forgetting(data), changes[number - 1]
            assert [path.name for path in data.root.rglob("*") if path.is_file()] == ["forgotten.csv"]


def start_from(kept: Path, data: DataDir) -> None:
    shutil.rmtree(data.root)
    shutil.copytree(kept, data.root, symlinks=True)


def files(data: DataDir) -> dict[str, bytes]:
    return {str(path.relative_to(data.root)): path.read_bytes() for path in data.root.rglob("*") if path.is_file()}
