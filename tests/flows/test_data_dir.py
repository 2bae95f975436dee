"""One run at a time, and a run that died is known to have died."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import orchestration
from flows.data_dir import (
    DataDir,
    DataDirError,
    RunRecord,
    dead_runs,
    end_dead_run,
    locked,
    new_run_id,
    open_data_dir,
    read_runs,
    sweep,
    write_run,
)
from flows.line import recover
from flows.orchestration import without_server
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


def test_ids_of_runs_are_in_the_order_of_starting() -> None:
    ids = [new_run_id() for _ in range(20)]
    assert ids == sorted(ids)


def test_a_run_that_died_is_marked_failed(tmp_path: Path) -> None:
    data = open_data_dir(tmp_path)
    write_run(data, RunRecord(run("run_1", RunState.COMPLETED), 1))
    write_run(data, RunRecord(run("run_2", RunState.RUNNING), 1, flow_run_id="f", release_id="r2", content_key="k"))
    (dead,) = dead_runs(data)
    assert dead.flow_run_id == "f"
    end_dead_run(data, dead)
    assert [r.run.state for r in read_runs(data)] == [RunState.COMPLETED, RunState.FAILED]
    assert (read_runs(data)[1].release_id, read_runs(data)[1].message) == (None, "the process died")
    assert dead_runs(data) == []


def test_a_run_that_died_after_its_release_was_in_place_is_done(tmp_path: Path) -> None:
    data = open_data_dir(tmp_path)
    (data.releases / "r2").mkdir(parents=True)
    (data.releases / "r2" / "demarche.duckdb").touch()
    data.database.symlink_to("releases/r2/demarche.duckdb")
    write_run(data, RunRecord(run("run_2", RunState.RUNNING), 1, release_id="r2", content_key="k"))
    end_dead_run(data, dead_runs(data)[0])
    (record,) = read_runs(data)
    assert (record.run.state, record.release_id, record.content_key) == (RunState.COMPLETED, "r2", "k")


def test_a_run_that_died_is_told_to_prefect_by_the_first_run_with_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, told = open_data_dir(tmp_path), []
    write_run(data, RunRecord(run("run_1", RunState.RUNNING), 1, flow_run_id="f"))
    with without_server():
        recover(data)
    assert [r.untold for r in read_runs(data)] == [True]

    monkeypatch.setattr(orchestration, "mark_crashed", lambda ident, _: told.append(ident) or True)
    recover(data)
    recover(data)

    assert told == ["f"]
    assert [r.untold for r in read_runs(data)] == [False]


def test_what_killed_runs_left_half_written_is_removed_and_nothing_else(tmp_path: Path) -> None:
    data = open_data_dir(tmp_path)
    kept = [data.pages / "ab" / "abc.gz", data.stages / "ingest" / "v1" / "pages" / "part-1.parquet", data.verdicts]
    left = [
        data.pages / "ab" / ".abc.gz.x7",
        data.stages / "ingest" / "v1" / "pages" / ".part-1.parquet.x7",
        data.stages / "chat" / "r.tmp",
        data.runs / ".run_1.json.x7",
        data.root / ".forgotten.csv.77",
    ]
    for path in (*kept, *left):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert sorted(sweep(data)) == sorted(left)
    assert [path.is_file() for path in kept] == [True, True, True]


def test_a_directory_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(DataDirError, match="none: No such file"), locked(DataDir(tmp_path / "none")):
        pass


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataDirError, match=r"file.*Choose a folder"):
        open_data_dir(tmp_path / "file")
