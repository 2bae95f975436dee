"""The same pages make the same bytes, in whatever order, batches and number of processes they are read."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest

import flows.stages
from flows.build_dataset import build_dataset
from flows.orchestration import without_server
from flows.workers import split_into_batches
from schemas.ddl import published_tables
from tests.flows.inline import SAMPLES, build_here

Item = TypeVar("Item")

# What tells of the run and not of the pages
_OF_THE_RUN = {"runs", "quality_results", "quarantine", "changes", "evaluation"}


def tables_of(data: Path) -> dict[str, bytes]:
    release = (data / "demarche.duckdb").resolve().parent
    names = {spec.name for spec in published_tables()} - _OF_THE_RUN
    return {name: (release / f"{name}.parquet").read_bytes() for name in sorted(names)}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    data = tmp_path_factory.mktemp("expected") / "data"
    build_here(data, [str(SAMPLES)])
    return tables_of(data)


def read_in_order(data: Path, seed: int, batch_pages: int, workers: int) -> None:
    """The samples' dataset, their pages shuffled anew before every stage."""
    chance = random.Random(seed)

    def shuffled(items: Sequence[Item], size: int, count: int) -> list[Sequence[Item]]:
        return split_into_batches(chance.sample(items, len(items)), size, count)

    with pytest.MonkeyPatch.context() as patched, without_server():
        patched.setattr(flows.stages, "split_into_batches", shuffled)
        patched.setenv("DEMARCHE_BATCH_PAGES", str(batch_pages))
        build_dataset([str(SAMPLES)], str(data), {"retries": 0, "workers": workers})


def test_order_batches_and_processes_change_no_byte(expected: dict[str, bytes], tmp_path: Path) -> None:
    read_in_order(tmp_path / "data", seed=1, batch_pages=3, workers=2)

    assert tables_of(tmp_path / "data") == expected


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2, 4])
@pytest.mark.parametrize("batch_pages", [1, 4, 50])
@pytest.mark.parametrize("seed", [3, 4])
def test_all_orders_batches_and_processes_make_the_same(
    seed: int, batch_pages: int, workers: int, expected: dict[str, bytes], tmp_path: Path
) -> None:
    read_in_order(tmp_path / "data", seed, batch_pages, workers)

    assert tables_of(tmp_path / "data") == expected
