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


@pytest.mark.parametrize(("least", "releases"), [(150, 5), pytest.param(1_000, 10, marks=pytest.mark.slow)])
def test_readers_while_releases_come_and_go(least: int, releases: int, tiny: TinyRelease) -> None:
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
    names: list[str] = []
    try:
        while writer.is_alive() and (len(names) < least or swaps < releases):
            names.append(_name(data, by_path=len(names) % 2 == 0))
    finally:
        is_over.set()
        writer.join()
    assert problems == []
    assert set(names) == {"Hossein Heydari", "Hossein Alizadeh"}
    print(f"\n{len(names):,} openings, 0 failures, {swaps} releases published and pruned meanwhile")


def _name(data: Path, *, by_path: bool) -> str:
    """The name in the release, opened as any DuckDB client does, by the pointer, or as demarche does."""
    with duckdb.connect(str(data / "demarche.duckdb"), read_only=True) if by_path else connect(data) as con:
        (row,) = con.execute("SELECT name FROM people").fetchall()
    return str(row[0])
