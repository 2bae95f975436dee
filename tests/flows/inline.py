"""The whole line in this process: no server, no worker processes, so that a test can reach into every part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from flows.build_dataset import build_dataset
from flows.orchestration import without_server
from flows.summary import Summary
from flows.workers import Workers

Item = TypeVar("Item")
Result = TypeVar("Result")

TABLES = ("people", "roles", "events", "event_participants", "person_mentions", "role_claims", "event_claims")
SAMPLES = Path(__file__).parents[2] / "samples"
PAGES = [str(SAMPLES / name) for name in ("colonel-arrested.txt", "colonel-sentenced.html")]


class Here:
    """A worker that is no process of its own."""

    def do(self, function: Callable[[Sequence[Item]], Result], items: Sequence[Item], seconds: float) -> Result:
        return function(items)

    def close(self) -> None:
        pass


@contextmanager
def _open_here(count: int, dask: str | None, seconds: float) -> Iterator[Workers]:
    yield Workers([Here()], seconds)


def build_here(data: Path, pages: Sequence[str] = PAGES) -> Summary:
    with pytest.MonkeyPatch.context() as patched, without_server():
        patched.setattr("flows.line.open_workers", _open_here)
        return build_dataset(pages, str(data), {"retries": 0})


def released(data: Path) -> dict[str, bytes]:
    """The tables that must come out the same, however often a run was cut off."""
    release = (data / "demarche.duckdb").resolve().parent
    return {name: (release / f"{name}.parquet").read_bytes() for name in TABLES}
