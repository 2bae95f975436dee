"""Twenty-five kills at random moments, and the same dataset at the end, byte for byte."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from killing import bytes_of, kill_runs, run_line, to_be_built_again

pytestmark = pytest.mark.slow

ALONE = "--no-server"


def test_many_kills_change_nothing_of_what_comes_out(tmp_path: Path) -> None:
    undisturbed = tmp_path / "undisturbed"
    begun = time.monotonic()
    finish(undisturbed)
    longest = time.monotonic() - begun
    data = to_be_built_again(undisturbed, tmp_path / "data")
    kills = kill_runs(data, 25, longest, 20261122, ALONE)
    finish(data)
    assert bytes_of(released(data)) == bytes_of(released(undisturbed))
    print(f"\nkilled {len(kills.after)} times, after {kills.after} s; {kills.finished} runs were done before that")


def finish(data: Path) -> None:
    run = run_line(data, ALONE)
    said, _ = run.communicate(timeout=600)
    assert run.returncode == 0, said


def released(data: Path) -> Path:
    return (data / "demarche.duckdb").resolve().parent
