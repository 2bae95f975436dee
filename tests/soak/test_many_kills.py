"""Twenty-five kills at random moments, and the same dataset at the end, byte for byte."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from killing import bytes_of, kill_runs, run_line, to_be_built_again

if TYPE_CHECKING:
    from conftest import SamplesDataset

pytestmark = [pytest.mark.slow, pytest.mark.prefect]


def test_many_kills_change_nothing_of_what_comes_out(
    samples_dataset: SamplesDataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    undisturbed = run_line(to_be_built_again(samples_dataset.data_dir, tmp_path / "undisturbed"))
    begun = time.monotonic()
    said, _ = undisturbed.communicate(timeout=600)
    assert undisturbed.returncode == 0, said
    longest = time.monotonic() - begun
    data = to_be_built_again(samples_dataset.data_dir, tmp_path / "data")
    kills = kill_runs(data, times=25, longest=longest, seed=20261122)
    end = run_line(data)
    said, _ = end.communicate(timeout=600)
    assert end.returncode == 0, said
    assert bytes_of((data / "demarche.duckdb").resolve().parent) == bytes_of(samples_dataset.release)
    with capsys.disabled():
        print(f"\nkilled after {kills.after} s; {kills.finished} runs were done before their kill came")
