"""Readers are never locked out: whatever is published and pruned meanwhile, every opening finds a whole release."""

from __future__ import annotations

import itertools
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from schemas.resolved import Person
from warehouse.query import connect
from warehouse.swap import prune, publish, stage

if TYPE_CHECKING:
    from conftest import TinyRelease


@pytest.mark.parametrize("openings", [150, pytest.param(1_000, marks=pytest.mark.slow)])
def test_readers_while_releases_come_and_go(openings: int, tiny: TinyRelease, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.swap.OPENING_SECONDS", 1.0)
    data = tiny.data_dir
    other = tiny.change(Person, name="Hossein Alizadeh")
    built = [tiny.published("r0"), other.published("r1")]
    sources = [Path(shutil.copytree(folder, data.with_name(folder.name))) for folder in built]
    is_over, problems, swaps = threading.Event(), [], 0

    def come_and_go() -> None:
        nonlocal swaps
        try:
            for number in itertools.count(2):
                shutil.copytree(sources[number % 2], stage(data, f"r{number}"), dirs_exist_ok=True)
                publish(data, f"r{number}")
                prune(data, keep=1)
                swaps += 1
                if is_over.is_set():
                    return
        except Exception as problem:
            problems.append(problem)

    writer = threading.Thread(target=come_and_go)
    writer.start()
    names = [_name(data, by_path=number % 2 == 0) for number in range(openings)]
    is_over.set()
    writer.join()
    assert problems == []
    assert set(names) == {"Hossein Heydari", "Hossein Alizadeh"}
    assert swaps >= 10, "hardly anything was published meanwhile"
    print(f"\n{openings:,} openings, 0 failures, {swaps} releases published and pruned meanwhile")


def _name(data: Path, *, by_path: bool) -> str:
    """The name in the release, opened as any DuckDB client does, by the pointer, or as demarche does."""
    with duckdb.connect(str(data / "demarche.duckdb"), read_only=True) if by_path else connect(data) as con:
        (row,) = con.execute("SELECT name FROM people").fetchall()
    return str(row[0])
