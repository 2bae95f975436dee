"""kill -9 in the middle of a run: readers keep their release, and the next run finishes the work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from killing import bytes_of, kill_runs, run_line, to_be_built_again

if TYPE_CHECKING:
    from conftest import SamplesDataset

pytestmark = pytest.mark.prefect


def test_three_kills_change_nothing_of_what_comes_out(samples_dataset: SamplesDataset, tmp_path: Path) -> None:
    data = to_be_built_again(samples_dataset.data_dir, tmp_path / "data")
    before = (data / "demarche.duckdb").resolve()
    kill_runs(data, times=3, longest=9, seed=11)
    end = run_line(data)
    said, _ = end.communicate(timeout=240)
    assert end.returncode == 0, said
    release = (data / "demarche.duckdb").resolve()
    assert release != before
    assert bytes_of(release.parent) == bytes_of(samples_dataset.release)
