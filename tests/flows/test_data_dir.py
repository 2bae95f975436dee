"""One run at a time, and a run that died is known to have died."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.data_dir import DataDirError, RunRecord, end_dead_runs, locked, open_data_dir, read_runs, write_run
from schemas.about import Run
from schemas.vocab import RunState

HOLD = """
import sys
from flows.data_dir import locked, open_data_dir
from pathlib import Path
with locked(open_data_dir(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


def run(run_id: str, state: RunState) -> Run:
    return Run(
        run_id=run_id,
        started_at=datetime(2026, 3, 9, 8, 30, tzinfo=UTC),
        ended_at=None,
        state=state,
        n_inputs=1,
        n_new=1,
        n_unchanged=0,
        n_kept=0,
        n_quarantined=0,
        code_version="c",
        model_version="m",
    )


def test_a_second_run_says_who_holds_the_directory(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(DataDirError, match=rf"another run .*process {other.pid}, since"),
            locked(open_data_dir(tmp_path)),
        ):
            pass
        other.communicate("")
    with locked(open_data_dir(tmp_path)):
        pass  # the lock went with the process


def test_a_run_that_died_is_marked_failed(tmp_path: Path) -> None:
    data = open_data_dir(tmp_path)
    write_run(data, RunRecord(run("run_1", RunState.COMPLETED), 1))
    write_run(data, RunRecord(run("run_2", RunState.RUNNING), 1, flow_run_id="f"))
    assert [r.flow_run_id for r in end_dead_runs(data)] == ["f"]
    assert [r.run.state for r in read_runs(data)] == [RunState.COMPLETED, RunState.FAILED]
    assert end_dead_runs(data) == []


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataDirError, match=r"file.*Choose a folder"):
        open_data_dir(tmp_path / "file")
