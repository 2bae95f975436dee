"""How a run's record says that it ended when something comes in its way at the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from inline import build_here

from flows.data_dir import DataDir, read_runs
from schemas.vocab import RunState


def stop(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("place", ["flows.build_dataset.summary_of", "flows.publishing.prune"])
def test_a_run_that_is_stopped_when_readers_have_its_release_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(place, stop)
    with pytest.raises(KeyboardInterrupt):
        build_here(tmp_path)
    (record,) = read_runs(DataDir(tmp_path))
    assert record.run.state == RunState.COMPLETED
    assert record.release_id == (tmp_path / "demarche.duckdb").resolve().parent.name


def test_a_run_that_is_stopped_before_is_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.publishing.swap_in", stop)
    with pytest.raises(KeyboardInterrupt):
        build_here(tmp_path)
    (record,) = read_runs(DataDir(tmp_path))
    assert (record.run.state, record.release_id, record.message) == (RunState.FAILED, None, "the run was stopped")
